// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sallyport.config.Configuration;
import org.sallyport.ike.Suite;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.SaAlgorithms;
import org.sallyport.ipsec.SaOptions;
import org.sallyport.packet.IpProtocol;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.Obstacle;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** Transform sets as IKE offers them, by the transforms that are installed. */
final class Suites {
    private final Supplier<TransformSnapshot> transforms;
    private final Strictness strictness;

    Suites(Supplier<TransformSnapshot> transforms, Strictness strictness) {
        this.transforms = transforms;
        this.strictness = strictness;
    }

    /**
     * What becomes of the transform sets of an entry.
     *
     * @param suites those whose transforms are there, used or not: peers are told why not
     * @param reasons why each of the others is not offered, and each of those that are not used
     * @param used whether any of them is offered or accepted
     */
    record Offer(List<Suite> suites, List<String> reasons, boolean used) {
        Offer {
            suites = List.copyOf(suites);
            reasons = List.copyOf(reasons);
        }
    }

    Offer offer(Configuration lines, List<String> names, SaOptions base) {
        var suites = new ArrayList<Suite>();
        var reasons = new ArrayList<String>();
        boolean used = false;
        for (String name : names) {
            Optional<TransformSet> set = TransformSet.find(lines, name);
            Optional<String> reason =
                    set.isEmpty() ? Optional.of("transform-set " + name + " does not exist") : reason(lines, set.get());
            if (reason.isPresent()) {
                reasons.add(reason.get());
            } else {
                Suite suite = suite(lines, set.orElseThrow(), base);
                suites.add(suite);
                obstacle(suite, true).ifPresent(reasons::add);
                used |= obstacle(suite, false).isEmpty();
            }
        }
        return new Offer(suites, reasons, used);
    }

    private Optional<String> obstacle(Suite suite, boolean offering) {
        TransformSnapshot now = transforms.get();
        return suite.algorithms()
                .flatMap(algorithm -> now.obstacle(algorithm, offering).stream())
                .findFirst()
                .map(Obstacle::reason);
    }

    private Optional<String> reason(Configuration lines, TransformSet set) {
        Optional<String> absent = set.keywords().stream()
                .filter(keyword -> transforms.get().keyword(keyword).isEmpty())
                .findFirst()
                .map(keyword -> "transform missing: " + keyword);
        return absent.or(() -> Strictness.isOn(lines)
                ? strictness.complaint(set).map(why -> why + "; sysopt ipsec strict refuses it")
                : Optional.empty());
    }

    private Suite suite(Configuration lines, TransformSet set, SaOptions base) {
        return new Suite(
                set.name(),
                set.transport() ? Mode.TRANSPORT : Mode.TUNNEL,
                set.protocols().stream()
                        .map(protocol ->
                                protocol(set.keywords(protocol), protocol, options(lines, set, protocol, base)))
                        .toList());
    }

    private SaOptions options(Configuration lines, TransformSet set, int protocol, SaOptions base) {
        SaOptions options = strictness.options(lines, set, protocol).with(base.dontFragment());
        // RFC 4303, 2.2.1: the high bits are in the ICV only, and the receiver infers them from its window
        return options.withExtendedSequence(set.extended() && options.replayWindow() > 0);
    }

    private Suite.Protocol protocol(List<String> keywords, int number, SaOptions options) {
        Optional<Keyed> cipher = keyed(keywords, TransformKind.ENCRYPTION);
        Optional<Keyed> integrity = keyed(keywords, TransformKind.INTEGRITY);
        int transform = number == IpProtocol.AH
                ? integrity.orElseThrow().entry.description().ah()
                : cipher.orElseThrow().entry.description().esp();
        return new Suite.Protocol(
                number,
                new SaAlgorithms(cipher.map(Keyed::algorithm), integrity.map(Keyed::algorithm)),
                transform,
                integrity.map(keyed -> keyed.entry.description().esp()),
                new Suite.KeySizes(
                        cipher.map(Keyed::cipherBytes).orElse(0),
                        integrity.map(Keyed::integrityBytes).orElse(0),
                        cipher.filter(Keyed::hasManyKeySizes).map(keyed -> keyed.bits)),
                options);
    }

    /** A transform, and the key size that one of its keywords asks for, in bits. */
    private record Keyed(InstalledTransform entry, int bits) {
        AlgorithmId algorithm() {
            return entry.description().algorithm();
        }

        boolean hasManyKeySizes() {
            return entry.cipherSpec().filter(spec -> spec.keySizes().size() > 1).isPresent();
        }

        int cipherBytes() {
            return bits / Byte.SIZE
                    + entry.cipherSpec().map(CipherSpec::saltSize).orElse(0);
        }

        int integrityBytes() {
            return entry.integritySpec().map(IntegritySpec::keySize).orElse(0);
        }
    }

    private Optional<Keyed> keyed(List<String> keywords, TransformKind kind) {
        return keywords.stream()
                .flatMap(keyword -> transforms.get().keyword(keyword).stream()
                        .filter(entry -> entry.description().kind() == kind)
                        .map(entry -> new Keyed(entry, entry.description().keyBits(keyword))))
                .findFirst();
    }
}
