// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.ah.Ah;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.Secret;

/** How a flow between {@link Pair#LEFT} and {@link Pair#RIGHT} is protected: under AH, ESP or both, in a mode. */
enum Protection {
    AH_TUNNEL(true, false, Mode.TUNNEL),
    AH_TRANSPORT(true, false, Mode.TRANSPORT),
    ESP_TRANSPORT(false, true, Mode.TRANSPORT),
    AH_AROUND_ESP_TUNNEL(true, true, Mode.TUNNEL),
    AH_AROUND_ESP_TRANSPORT(true, true, Mode.TRANSPORT);

    /** SPI of the first flow from left to right, of either protocol; the way back has one more, the next flow ten. */
    static final int SPI = 0x700;

    private static final Suite SUITE = Suite.AES_SHA1;

    final boolean ah;
    private final boolean esp;
    private final Mode mode;

    Protection(boolean ah, boolean esp, Mode mode) {
        this.ah = ah;
        this.esp = esp;
        this.mode = mode;
    }

    /** A gateway with both protocols and as many flows. */
    TestGateway gateway(boolean left, int flows) {
        var gateway = new TestGateway();
        gateway.protocols = gateway.protocols.with(new Ah());
        List<InboundSa> inbound = new ArrayList<>();
        List<OutboundSa> outbound = new ArrayList<>();
        List<SecurityPolicy.Entry> entries = new ArrayList<>();
        for (int flow = 0; flow < flows; flow++) {
            parameters(left, flow, !left, SaOptions.DEFAULT).forEach(sa -> inbound.add(new InboundSa(sa, 0)));
            parameters(left, flow, left, SaOptions.DEFAULT).forEach(sa -> outbound.add(new OutboundSa(sa, 0)));
            entries.add(new SecurityPolicy.Entry(
                    List.of(new SecurityPolicy.Element(true, selector(left, flow), new Flow("m", flow, 0)))));
        }
        gateway.sad.change(present -> new SadSnapshot(inbound, outbound));
        gateway.claim(entries);
        return gateway;
    }

    /**
     * The SAs of a flow in one direction, ESP first.
     *
     * @param left whose they are
     * @param toRight which direction
     */
    List<SaParameters> parameters(boolean left, int flow, boolean toRight, SaOptions options) {
        Ipv4Address destination = Ipv4Address.parse(toRight ? Pair.RIGHT : Pair.LEFT);
        int spi = SPI + 10 * flow + (toRight ? 0 : 1);
        var espId = new SaId(destination, IpProtocol.ESP, spi);
        var ahId = new SaId(destination, IpProtocol.AH, spi);
        boolean both = ah && esp;
        List<SaParameters> sas = new ArrayList<>();
        if (esp) {
            var nesting = new SaNesting(both ? Optional.of(ahId) : Optional.empty(), Optional.empty());
            sas.add(new SaParameters(
                    espId,
                    ends(left, mode),
                    selector(toRight, flow),
                    SUITE.algorithms(),
                    new SaKeys(SUITE.cipherKey(spi), SUITE.integrityKey(spi)),
                    options,
                    nesting,
                    new Flow("m", flow, 0),
                    false,
                    spi));
        }
        if (ah) {
            var nesting = new SaNesting(Optional.empty(), both ? Optional.of(espId) : Optional.empty());
            sas.add(new SaParameters(
                    ahId,
                    ends(left, both ? Mode.TRANSPORT : mode),
                    selector(toRight, flow),
                    new SaAlgorithms(Optional.empty(), Optional.of(AlgorithmId.integrity("hmac-sha1"))),
                    new SaKeys(Secret.NONE, SUITE.integrityKey(spi + 1000)),
                    options,
                    nesting,
                    new Flow("m", flow, 0),
                    false,
                    spi));
        }
        return sas;
    }

    private static SaEnds ends(boolean left, Mode mode) {
        return new SaEnds(
                Ipv4Address.parse(left ? Pair.LEFT : Pair.RIGHT),
                Ipv4Address.parse(left ? Pair.RIGHT : Pair.LEFT),
                mode,
                Optional.empty());
    }

    /** In transport mode the gateways themselves, else the networks of a {@link Pair}. */
    private TrafficSelector selector(boolean toRight, int flow) {
        boolean ends = mode == Mode.TRANSPORT;
        var left = Ipv4Prefix.parse(ends ? Pair.LEFT + "/32" : "10.1." + flow + ".0/24");
        var right = Ipv4Prefix.parse(ends ? Pair.RIGHT + "/32" : "10.2." + flow + ".0/24");
        return toRight ? new TrafficSelector(left, right) : new TrafficSelector(right, left);
    }

    /** An address whose packets are protected. */
    String host(boolean left) {
        return mode == Mode.TRANSPORT ? (left ? Pair.LEFT : Pair.RIGHT) : left ? "10.1.0.9" : "10.2.0.7";
    }
}
