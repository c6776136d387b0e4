// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.ike.Associations;
import org.sallyport.ikev1.exchange.Effect;
import org.sallyport.ikev1.exchange.Event;
import org.sallyport.ikev1.explain.Notice;
import org.sallyport.ipsec.DatagramPort;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Threads;

/** Does what the protocol wants done. Whoever it needs for that may come and go; without them it says no. */
final class Performer {
    private final Threads threads;
    private final Consumer<Notice> audience;
    private volatile @Nullable Arithmetic arithmetic;
    private volatile @Nullable DatagramPort port;
    private volatile @Nullable Associations associations;

    /** @param audience hears what somebody may want to know */
    Performer(Threads threads, Consumer<Notice> audience) {
        this.threads = threads;
        this.audience = audience;
    }

    void arithmetic(Arithmetic newArithmetic) {
        arithmetic = newArithmetic;
    }

    void port(@Nullable DatagramPort newPort) {
        port = newPort;
    }

    Optional<DatagramPort> present() {
        return Optional.ofNullable(port);
    }

    boolean isPort(DatagramPort other) {
        return other.equals(port);
    }

    void associations(@Nullable Associations newAssociations) {
        associations = newAssociations;
    }

    Optional<Associations> associations() {
        return Optional.ofNullable(associations);
    }

    /** Somebody may want to know. */
    void tell(Notice notice) {
        audience.accept(notice);
    }

    /** Performs one effect, in the loop's thread; what takes long elsewhere. */
    void perform(Effect effect, Loop loop) {
        if (effect instanceof Effect.Send send) {
            DatagramPort present = port;
            if (present != null) {
                present.send(send.datagram()); // what is lost is repeated
            }
        } else if (effect instanceof Effect.Compute compute) {
            Arithmetic present = arithmetic;
            if (present != null) {
                present.submit(compute.job(), compute.work(), compute.known());
            }
        } else if (effect instanceof Effect.Abandon abandon) {
            Arithmetic present = arithmetic;
            if (present != null) {
                present.abandon(abandon.job());
            }
        } else if (effect instanceof Effect.Tell tell) {
            audience.accept(tell.notice());
        } else if (effect instanceof Effect.Resolve resolve) {
            threads.run(
                    "sallyport-ikev1-resolve",
                    () -> loop.put(new Event.Resolved(resolve.name(), address(resolve.name()))));
        } else {
            change(effect, loop);
        }
    }

    private void change(Effect effect, Loop loop) {
        Optional<Associations> present = associations();
        if (effect instanceof Effect.InstallInbound install) {
            if (!present.map(sas -> sas.installInbound(install.halves())).orElse(false)) {
                loop.put(new Event.Refused(install.pair()));
            }
        } else if (effect instanceof Effect.InstallOutbound install) {
            if (!present.map(sas -> sas.installOutbound(install.halves())).orElse(false)) {
                loop.put(new Event.Refused(install.pair()));
            }
        } else if (effect instanceof Effect.Remove remove) {
            present.ifPresent(sas -> sas.remove(remove.halves()));
        } else if (effect instanceof Effect.Move move) {
            present.ifPresent(sas -> sas.move(move.halves(), move.remote(), move.port()));
        } else if (effect instanceof Effect.OpenTemporary open) {
            threads.run(
                    "sallyport-ikev1-temporary",
                    () -> loop.put(new Event.Opened(
                            open.job(),
                            present.flatMap(sas ->
                                    sas.openTemporary(open.map(), open.sequence(), open.peer(), open.selector())))));
        } else if (effect instanceof Effect.CloseTemporary close) {
            present.ifPresent(sas -> threads.run("sallyport-ikev1-temporary", () -> sas.closeTemporary(close.flow())));
        }
        // Effect.GiveUp: the engine lets packets wait for a short time only
    }

    private static Optional<Ipv4Address> address(String name) {
        try {
            return Stream.of(InetAddress.getAllByName(name))
                    .filter(Inet4Address.class::isInstance)
                    .map(found -> Ipv4Address.parse(String.valueOf(found.getHostAddress())))
                    .findFirst();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
