// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.ike.Associations;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaLife;
import org.sallyport.ipsec.SaMessages;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.TransformRegistry;

/** Puts negotiated SAs into the database as long as what they belong to is bound, and takes them out. */
@Component
public final class NegotiatedSas implements Associations {
    private final Gateway gateway;
    private final Sad sad;
    private final TransformRegistry transforms;
    private final Supplier<Messages> messages;
    private final Ticker ticker;

    @Activate
    public NegotiatedSas(
            @Reference GatewayComponent gateway,
            @Reference Sad sad,
            @Reference TransformRegistry transforms,
            @Reference Ticker ticker) {
        this.gateway = gateway.gateway();
        this.messages = gateway::messages;
        this.sad = sad;
        this.transforms = transforms;
        this.ticker = ticker;
    }

    @Override
    public boolean isFree(SaId inbound) {
        return isFree(sad.snapshot(), inbound);
    }

    private static boolean isFree(SadSnapshot present, SaId id) {
        return present.inbound(id.destination().value(), id.protocol(), id.spi()) == null;
    }

    @Override
    public boolean installInbound(List<SaParameters> halves) {
        if (!isBound(halves)) {
            return false;
        }
        var taken = new AtomicBoolean();
        change(present -> {
            taken.set(halves.stream().anyMatch(half -> !isFree(present, half.id())));
            return taken.get()
                    ? present
                    : present.withInbound(halves.stream()
                            .map(half -> new InboundSa(numbered(half), ticker.nanos()))
                            .toList());
        });
        return !taken.get();
    }

    @Override
    public boolean installOutbound(List<SaParameters> halves) {
        if (!isBound(halves)) {
            return false;
        }
        change(present -> present.withOutbound(halves.stream()
                .map(half -> new OutboundSa(numbered(half), ticker.nanos()))
                .toList()));
        gateway.tellLinks();
        return true;
    }

    private boolean isBound(List<SaParameters> halves) {
        return halves.stream().map(SaParameters::flow).distinct().allMatch(gateway::negotiates);
    }

    private SaParameters numbered(SaParameters half) {
        return half.withConnection(sad.nextConnection());
    }

    @Override
    public void remove(List<SaId> halves) {
        Set<SaId> which = Set.copyOf(halves);
        change(present -> present.without(half -> which.contains(half.id())));
    }

    private void change(UnaryOperator<SadSnapshot> change) {
        SadSnapshot before = sad.snapshot();
        sad.change(change);
        SaMessages.changed(before, sad.snapshot(), transforms.snapshot(), messages.get());
    }

    @Override
    public Optional<Use> use(SaId half) {
        SadSnapshot present = sad.snapshot();
        InboundSa inbound = present.inbound(half.destination().value(), half.protocol(), half.spi());
        Optional<SaLife> life = inbound != null
                ? Optional.of(inbound.life())
                : present.outbound().stream()
                        .filter(sa -> sa.parameters().id().equals(half))
                        .findFirst()
                        .map(OutboundSa::life);
        return life.map(found -> new Use(found.bytes(), found.idleNanos(ticker.nanos())));
    }

    @Override
    public Optional<Flow> openTemporary(String map, int sequence, Ipv4Address peer, TrafficSelector selector) {
        return gateway.openTemporary(map, sequence, peer, selector);
    }

    @Override
    public void closeTemporary(Flow flow) {
        gateway.closeTemporary(flow);
    }

    @Override
    public void portsChanged() {
        gateway.reconcile();
    }
}
