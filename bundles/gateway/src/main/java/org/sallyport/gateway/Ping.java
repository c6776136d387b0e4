// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Action;
import org.sallyport.config.Invocation;
import org.sallyport.config.Reply;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Ticker;

/**
 * The command {@code ping}: three probes from the gateway itself. Java sends ICMP echo requests where it may open a raw socket, and
 * otherwise tries the TCP port 7, which any host that is there answers. A probe that crypto access lists protect goes through its tunnel.
 */
final class Ping {
    private static final int PROBES = 3;
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int ANY_DISTANCE = 0; // the TTL that the system uses
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Interfaces interfaces;
    private final Ticker ticker;

    Ping(Interfaces interfaces, Ticker ticker) {
        this.interfaces = interfaces;
        this.ticker = ticker;
    }

    Action command() {
        return Action.of("ping {<target:ip>|<if:name> <target:ip>}", this::run)
                .help("Ask a host whether it is there", "Its address, and before it the interface whose address asks");
    }

    private Reply run(Invocation invocation) {
        Optional<String> wrong = Names.missing(invocation.running().current(), invocation.arguments());
        if (wrong.isPresent()) {
            return Reply.error(wrong.get());
        }
        var target = Ipv4Address.parse(invocation.arguments().words("target").get(0));
        Optional<String> port = invocation
                .arguments()
                .find("if")
                .flatMap(name -> interfaces.linuxName(invocation.running().current(), name));
        try {
            NetworkInterface from = port.isPresent() ? NetworkInterface.getByName(port.get()) : null;
            if (port.isPresent()
                    && (from == null || from.getInterfaceAddresses().isEmpty())) {
                return Reply.error("interface " + port.get() + (from == null ? " does not exist" : " has no address"));
            }
            return Reply.of(probe(target, InetAddress.getByName(target.toString()), from));
        } catch (IOException e) {
            return Reply.error("cannot ask " + target + ": " + e.getMessage());
        }
    }

    private List<String> probe(Ipv4Address target, InetAddress address, @Nullable NetworkInterface from)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            long start = ticker.nanos();
            boolean heard = address.isReachable(from, ANY_DISTANCE, PATIENCE_MILLIS);
            lines.add("        %s %sresponse received -- %dms"
                    .formatted(target, heard ? "" : "NO ", (ticker.nanos() - start) / NANOS_PER_MILLI));
        }
        return lines;
    }
}
