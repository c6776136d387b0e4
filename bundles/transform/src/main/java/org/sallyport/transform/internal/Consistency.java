// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.PrfSpec;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSpec;

/**
 * What a transform's service properties must not say: something else than its spec, what is another one's, or something else
 * than another provider of the same algorithm says.
 */
final class Consistency {
    private Consistency() {}

    /** What properties say that the spec contradicts, in words; empty if nothing. */
    static Optional<String> contradiction(TransformSpec spec, TransformDescription said) {
        return differs("kind", said.kind(), kind(spec))
                .or(() -> differs("name", said.name(), spec.name()))
                .or(() -> keyBits(spec).flatMap(bits -> differs("keyBits", said.keyBits(), bits)));
    }

    private static TransformKind kind(TransformSpec spec) {
        if (spec instanceof CipherSpec) {
            return TransformKind.ENCRYPTION;
        }
        if (spec instanceof IntegritySpec) {
            return TransformKind.INTEGRITY;
        }
        return spec instanceof PrfSpec ? TransformKind.PRF : TransformKind.KEY_EXCHANGE;
    }

    /** The key sizes in bits that it has; empty if properties may say any. */
    private static Optional<List<Integer>> keyBits(TransformSpec spec) {
        if (spec instanceof CipherSpec cipher) {
            return Optional.of(
                    cipher.keySizes().stream().map(size -> size * Byte.SIZE).toList());
        }
        if (spec instanceof IntegritySpec integrity) {
            return Optional.of(List.of(integrity.keySize() * Byte.SIZE));
        }
        return spec instanceof PrfSpec prf ? Optional.of(List.of(prf.outputSize() * Byte.SIZE)) : Optional.empty();
    }

    private static Optional<String> differs(String property, Object said, Object is) {
        return said.equals(is)
                ? Optional.empty()
                : Optional.of("its property transform.%s says %s, its spec %s".formatted(property, said, is));
    }

    /**
     * What another provider of the algorithm, which is admitted, says differently, in words; empty if nothing. Whichever of them
     * serves, the words of the grammar, the numbers on the wire and the form of a packet are the same.
     */
    static Optional<String> mismatch(
            InstalledTransform claimant, TransformSpec spec, List<InstalledTransform> installed) {
        return installed.stream()
                .filter(entry -> entry.state() == State.ADMITTED)
                .filter(entry -> entry.transform() != claimant.transform())
                .filter(entry -> entry.description()
                        .algorithm()
                        .equals(claimant.description().algorithm()))
                .flatMap(entry -> mismatch(claimant.description(), spec, entry).stream())
                .findFirst();
    }

    private static Optional<String> mismatch(TransformDescription said, TransformSpec spec, InstalledTransform entry) {
        String provider = entry.description().provider();
        return difference(said, entry.description())
                .map(each -> "its property transform.%s says %s, that of %s %s"
                        .formatted(each.property(), each.here(), provider, each.there()))
                .or(() -> entry.spec()
                        .filter(other -> !other.equals(spec))
                        .map(other -> "its spec is %s, that of %s is %s".formatted(spec, provider, other)));
    }

    /** A property of which two descriptions say different things. */
    private record Difference(String property, Object here, Object there) {}

    private static Optional<Difference> difference(TransformDescription one, TransformDescription other) {
        return Stream.of(
                        new Difference("keyBits", one.keyBits(), other.keyBits()),
                        new Difference("pix", one.keywords(), other.keywords()),
                        new Difference("isakmp", one.isakmp(), other.isakmp()),
                        new Difference("esp", one.esp(), other.esp()),
                        new Difference("ah", one.ah(), other.ah()),
                        new Difference("ikev1", one.ikev1(), other.ikev1()),
                        new Difference("ikev2", one.ikev2(), other.ikev2()))
                .filter(each -> !each.here().equals(each.there()))
                .findFirst();
    }

    /** Whether two descriptions say the same of what they describe, whatever its ranking. */
    static boolean same(TransformDescription one, TransformDescription other) {
        return one.algorithm().equals(other.algorithm())
                && one.standing() == other.standing()
                && difference(one, other).isEmpty();
    }

    /** Which keyword or number it claims that an admitted one of another algorithm has, in words; empty if none. */
    static Optional<String> claim(TransformDescription said, List<InstalledTransform> installed) {
        return installed.stream()
                .filter(entry -> entry.state() == State.ADMITTED)
                .map(InstalledTransform::description)
                .filter(other -> !other.algorithm().equals(said.algorithm()))
                .flatMap(other -> claim(said, other).stream())
                .findFirst();
    }

    private static Optional<String> claim(TransformDescription said, TransformDescription other) {
        Optional<String> keyword = shared(said, other, TransformDescription::keywords);
        if (said.kind() != other.kind()) {
            return keyword;
        }
        return keyword.or(() -> shared(said, other, TransformDescription::isakmp))
                .or(() -> same(said, other, "ESP", TransformDescription::esp))
                .or(() -> same(said, other, "AH", TransformDescription::ah))
                .or(() -> same(said, other, "IKEv1", TransformDescription::ikev1))
                .or(() -> same(said, other, "IKEv2", TransformDescription::ikev2));
    }

    private static Optional<String> shared(
            TransformDescription said, TransformDescription other, Function<TransformDescription, List<String>> words) {
        return words.apply(said).stream()
                .filter(words.apply(other)::contains)
                .findFirst()
                .map(word -> "it claims the keyword " + word + ", which is that of " + other.name());
    }

    private static Optional<String> same(
            TransformDescription said,
            TransformDescription other,
            String where,
            ToIntFunction<TransformDescription> number) {
        int claimed = number.applyAsInt(said);
        return claimed != 0 && claimed == number.applyAsInt(other)
                ? Optional.of(
                        "it claims the number %d of %s, which is that of %s".formatted(claimed, where, other.name()))
                : Optional.empty();
    }
}
