// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.sallyport.lab.Appliance;
import org.sallyport.lab.Command;
import org.sallyport.lab.Flows;
import org.sallyport.lab.Network;
import org.sallyport.lab.Site;

/** Two Sallyport gateways keyed by hand. */
final class SallyportPair implements Contestant {
    private static final String ENCAPSULATION = "crypto map manual 10 set udp-encapsulation";

    private final Kind kind;
    private final Network network;
    private final Appliance a;
    private final Appliance b;
    private final Site.Pair sites;

    private SallyportPair(Kind kind, Network network, Path archive, Path folder, Site.Pair sites) {
        this.kind = kind;
        this.network = network;
        this.sites = sites;
        a = Appliance.install(archive, folder, "gateway-a", network.gatewayA);
        b = Appliance.install(archive, folder, "gateway-b", network.gatewayB);
    }

    /** Starts and configures both. @throws NotAvailable if they do not know how to do this */
    static SallyportPair open(Kind kind, Path archive, Path folder, String prefix, Suite suite) {
        var pair = new SallyportPair(kind, new Network(prefix), archive, folder, Site.pair(suite.transforms()));
        try {
            pair.a.launch();
            pair.b.launch();
            pair.a.awaitConsole();
            pair.b.awaitConsole();
            pair.paste(pair.a, pair.sites.a());
            pair.paste(pair.b, pair.sites.b());
            return pair;
        } catch (RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private List<String> lines(Site site) {
        var lines = new ArrayList<>(site.lines());
        if (kind == Kind.SALLYPORT_UDP) {
            // Before the last line, which binds the map.
            lines.add(lines.size() - 1, ENCAPSULATION);
        }
        return lines;
    }

    private void paste(Appliance appliance, Site site) {
        Command.Output output = appliance.paste(lines(site));
        if (output.text().contains("ERROR")) {
            String refused = Site.masked(output.text()).strip();
            if (kind == Kind.SALLYPORT_UDP && refused.contains("udp-encapsulation")) {
                throw new NotAvailable(ENCAPSULATION + " was refused");
            }
            throw new IllegalStateException(appliance.name() + " refused a line:\n" + refused);
        }
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public OptionalLong protectedPackets() {
        String listing = a.show("show crypto ipsec sa");
        return OptionalLong.of(Flows.number(listing, "#pkts encaps:") + Flows.number(listing, "#pkts decaps:"));
    }

    @Override
    public List<Exhibit> exhibits() {
        return List.of(
                new Exhibit("gateway A", masked(sites.a())),
                new Exhibit("gateway B", masked(sites.b())),
                new Exhibit("gateway A, show interface", a.show("show interface")),
                new Exhibit("gateway A, show crypto ipsec sa", a.show("show crypto ipsec sa")),
                new Exhibit("gateway A, show crypto engine", a.show("show crypto engine")));
    }

    private String masked(Site site) {
        return lines(site).stream().map(Site::masked).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        a.close();
        b.close();
        network.close();
    }
}
