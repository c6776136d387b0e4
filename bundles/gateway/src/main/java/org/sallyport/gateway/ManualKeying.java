// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

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
import org.sallyport.ipsec.SaOptions;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.Secret;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** What the SAs of a manual entry shall be, or why there are none. */
final class ManualKeying {
    private final Supplier<TransformSnapshot> transforms;
    private final SessionKeys keys;

    ManualKeying(Supplier<TransformSnapshot> transforms, SessionKeys keys) {
        this.transforms = transforms;
        this.keys = keys;
    }

    /** What an entry with a list and a peer still lacks, in words; empty if its SAs can be made. */
    Optional<String> missing(Configuration lines, CryptoMapEntry entry) {
        Optional<Line> set = entry.sets().stream().findFirst().flatMap(name -> TransformSets.find(lines, name));
        if (set.isEmpty()) {
            return Optional.of("no transform set");
        }
        List<String> keywords = TransformSets.keywords(set.get());
        if (keywords.stream().anyMatch(keyword -> keyword.startsWith("ah-"))) {
            return Optional.of("AH is not installed, and " + set.get().masked() + " wants it");
        }
        for (String direction : List.of("inbound", "outbound")) {
            Optional<Line> line = entry.keys(direction);
            if (line.isEmpty()) {
                return Optional.of("no " + direction + " esp session key");
            }
            Optional<String> complaint = keys.complaint(line.get(), keywords);
            if (complaint.isPresent()) {
                return Optional.of(direction + " " + complaint.get());
            }
        }
        return keywords.stream()
                .filter(this::countsIvs)
                .findFirst()
                .map(keyword -> keyword
                        + " must never use a sequence number twice, and manual keys start again after a restart");
    }

    private boolean countsIvs(String keyword) {
        return transforms
                .get()
                .keyword(keyword)
                .filter(entry -> entry.transform() instanceof CipherTransform cipher
                        && cipher.spec().ivRule() == IvRule.COUNTER)
                .isPresent();
    }

    /** What the SAs of one flow shall be. */
    Keying keying(
            Configuration lines,
            CryptoMapEntry entry,
            Flow flow,
            TrafficSelector selector,
            Optional<Ipv4Address> local) {
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
        List<String> keywords = TransformSets.find(lines, entry.sets().get(0))
                .map(TransformSets::keywords)
                .orElseThrow();
        Optional<String> absent = keywords.stream()
                .filter(keyword -> transforms.get().keyword(keyword).isEmpty())
                .findFirst();
        if (absent.isPresent()) {
            return new Keying.Waiting("transform missing: " + absent.get());
        }
        Ipv4Address peer = entry.peer().get();
        SaAlgorithms algorithms = algorithms(keywords);
        var ends = new SaEnds(local.get(), peer, Mode.TUNNEL, entry.udp());
        Line in = entry.keys("inbound").orElseThrow();
        Line out = entry.keys("outbound").orElseThrow();
        return new Keying.Ready(
                parameters(in, local.get(), ends, selector.reversed(), algorithms, flow),
                parameters(out, peer, ends, selector, algorithms, flow),
                keywords);
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

    private static SaParameters parameters(
            Line line,
            Ipv4Address destination,
            SaEnds ends,
            TrafficSelector selector,
            SaAlgorithms algorithms,
            Flow flow) {
        return new SaParameters(
                new SaId(destination, IpProtocol.ESP, Integer.parseUnsignedInt(line.word("spi"))),
                ends,
                selector,
                algorithms,
                new SaKeys(
                        secret(line, "cipher"),
                        algorithms.integrity().isPresent() ? secret(line, "authenticator") : Secret.NONE),
                SaOptions.DEFAULT,
                SaNesting.NONE,
                flow,
                true,
                0);
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
