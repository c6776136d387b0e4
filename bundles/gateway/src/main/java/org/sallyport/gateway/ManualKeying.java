// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.gateway.BoundMap.Keying;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** What the SAs of a manual entry shall be, or why there are none. */
final class ManualKeying {
    private static final List<String> DIRECTIONS = List.of("inbound", "outbound");

    private final Supplier<TransformSnapshot> transforms;
    private final SessionKeys keys;
    private final Strictness strictness;

    ManualKeying(Supplier<TransformSnapshot> transforms, SessionKeys keys, Strictness strictness) {
        this.transforms = transforms;
        this.keys = keys;
        this.strictness = strictness;
    }

    private static Optional<TransformSet> set(Configuration lines, CryptoMapEntry entry) {
        return entry.sets().stream().findFirst().flatMap(name -> TransformSet.find(lines, name));
    }

    /** What an entry with a list and a peer still lacks, in words; empty if its SAs can be made. */
    Optional<String> missing(Configuration lines, CryptoMapEntry entry) {
        Optional<TransformSet> set = set(lines, entry);
        if (set.isEmpty()) {
            return Optional.of("no transform set");
        }
        return missingKey(entry, set.get())
                .or(() -> entry.udp().isPresent() ? set.get().complaintAboutUdp() : Optional.empty())
                .or(() -> Strictness.isOn(lines)
                        ? strictness.complaint(set.get()).map(why -> why + "; sysopt ipsec strict refuses it")
                        : Optional.empty())
                .or(() -> set.get().keywords().stream()
                        .filter(this::countsIvs)
                        .findFirst()
                        .map(keyword -> keyword + " must never use a sequence number twice, and manual keys start again"
                                + " after a restart"));
    }

    private Optional<String> missingKey(CryptoMapEntry entry, TransformSet set) {
        for (String direction : DIRECTIONS) {
            for (int protocol : set.protocols()) {
                Optional<Line> line = entry.keys(direction, protocol);
                if (line.isEmpty()) {
                    return Optional.of("no " + direction + " " + TransformSet.word(protocol) + " session key");
                }
                Optional<String> complaint = keys.complaint(line.get(), set.keywords());
                if (complaint.isPresent()) {
                    return Optional.of(direction + " " + complaint.get());
                }
            }
        }
        return Optional.empty();
    }

    private boolean countsIvs(String keyword) {
        return transforms
                .get()
                .keyword(keyword)
                .flatMap(InstalledTransform::cipherSpec)
                .filter(spec -> spec.ivRule() == IvRule.COUNTER)
                .isPresent();
    }

    /** Why a set gets no new SAs although its transforms are there; empty if it does. */
    private Optional<String> refused(TransformSet set) {
        TransformSnapshot now = transforms.get();
        return algorithms(set.keywords())
                .all()
                .flatMap(each -> now.obstacle(each, false).stream())
                .findFirst()
                .map(Obstacle::reason);
    }

    /** What keeps an entry that lacks nothing from getting SAs, in words. */
    Optional<String> refused(Configuration lines, CryptoMapEntry entry) {
        return set(lines, entry).flatMap(this::refused);
    }

    /** Why a flow of an entry is in tunnel mode although its set asks for transport mode; empty if it is not. */
    Optional<String> keptInTunnel(
            Configuration lines, CryptoMapEntry entry, TrafficSelector selector, Optional<Ipv4Address> local) {
        boolean asked = set(lines, entry).filter(TransformSet::transport).isPresent();
        return asked && !isBetweenEnds(selector, local, entry.peer())
                ? Optional.of("mode transport is for packets between the gateways themselves; " + selector
                        + " is protected in mode tunnel")
                : Optional.empty();
    }

    private static boolean isBetweenEnds(
            TrafficSelector selector, Optional<Ipv4Address> local, Optional<Ipv4Address> peer) {
        return isHost(selector.source(), local) && isHost(selector.destination(), peer);
    }

    private static boolean isHost(Ipv4Prefix prefix, Optional<Ipv4Address> address) {
        return address.isPresent() && prefix.equals(Ipv4Prefix.host(address.get()));
    }

    /** What the SAs of one flow shall be. */
    Keying keying(
            Configuration lines,
            CryptoMapEntry entry,
            Flow flow,
            TrafficSelector selector,
            Optional<Ipv4Address> local) {
        if (entry.listFault().isPresent()) {
            return new Keying.Incomplete(entry.listFault().get());
        }
        if (local.isEmpty()) {
            return new Keying.Incomplete("the interface has no address");
        }
        if (entry.peer().isEmpty()) {
            return new Keying.Incomplete("no peer");
        }
        Optional<String> missing = missing(lines, entry);
        if (missing.isPresent()) {
            return new Keying.Incomplete(missing.get());
        }
        TransformSet set = set(lines, entry).orElseThrow();
        Optional<String> absent = set.keywords().stream()
                .filter(keyword -> transforms.get().keyword(keyword).isEmpty())
                .findFirst();
        if (absent.isPresent()) {
            return new Keying.Waiting("transform missing: " + absent.get());
        }
        Optional<String> refused = refused(set);
        if (refused.isPresent()) {
            return new Keying.Waiting(refused.get());
        }
        boolean transport = set.transport() && isBetweenEnds(selector, local, entry.peer());
        var ends = new SaEnds(local.get(), entry.peer().get(), transport ? Mode.TRANSPORT : Mode.TUNNEL, entry.udp());
        return new Keying.Ready(
                sas(lines, entry, flow, set, new Way("inbound", local.get(), ends, selector.reversed())),
                sas(lines, entry, flow, set, new Way("outbound", ends.remote(), ends, selector)));
    }

    /** One direction of a flow. */
    private record Way(String direction, Ipv4Address destination, SaEnds ends, TrafficSelector selector) {
        SaId id(CryptoMapEntry entry, int protocol) {
            Line line = entry.keys(direction, protocol).orElseThrow();
            return new SaId(destination, protocol, Integer.parseUnsignedInt(line.word("spi")));
        }

        /** AH protects the packet that ESP made, as it is. */
        SaEnds ends(SaNesting nesting) {
            return nesting.carries().isEmpty()
                    ? ends
                    : new SaEnds(ends.local(), ends.remote(), Mode.TRANSPORT, ends.udp());
        }
    }

    private List<SaParameters> sas(Configuration lines, CryptoMapEntry entry, Flow flow, TransformSet set, Way way) {
        List<SaParameters> sas = new ArrayList<>();
        boolean both = set.protocols().size() > 1;
        for (int protocol : set.protocols()) {
            boolean ah = protocol == IpProtocol.AH;
            SaAlgorithms algorithms = algorithms(set.keywords(protocol));
            var nesting = new SaNesting(
                    both && !ah ? Optional.of(way.id(entry, IpProtocol.AH)) : Optional.empty(),
                    both && ah ? Optional.of(way.id(entry, IpProtocol.ESP)) : Optional.empty());
            Line line = entry.keys(way.direction(), protocol).orElseThrow();
            sas.add(new SaParameters(
                    way.id(entry, protocol),
                    way.ends(nesting),
                    way.selector(),
                    algorithms,
                    new SaKeys(
                            secret(line, "cipher"),
                            algorithms.integrity().isPresent() ? secret(line, "authenticator") : Secret.NONE),
                    strictness.options(lines, set, protocol).with(DontFragmentBit.of(lines, entry.map())),
                    nesting,
                    flow,
                    true,
                    0));
        }
        return sas;
    }

    private SaAlgorithms algorithms(List<String> keywords) {
        return new SaAlgorithms(
                algorithm(keywords, TransformKind.ENCRYPTION), algorithm(keywords, TransformKind.INTEGRITY));
    }

    private Optional<AlgorithmId> algorithm(List<String> keywords, TransformKind kind) {
        return keywords.stream()
                .flatMap(keyword -> transforms.get().keyword(keyword).stream())
                .map(InstalledTransform::description)
                .filter(description -> description.kind() == kind)
                .map(description -> description.algorithm())
                .findFirst();
    }

    private static Secret secret(Line line, String variable) {
        if (line.arguments().find(variable).isEmpty()) {
            return Secret.NONE;
        }
        byte[] bytes = line.arguments().secret(variable);
        try {
            return Secret.of(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
