// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;

/** What a transform's service properties must not say: something else than its spec, or what is another one's. */
final class Consistency {
    private Consistency() {}

    /** What its spec says: its kind, its name, and its key sizes in bits; none if properties may say any. */
    private record Spec(TransformKind kind, String name, List<Integer> keyBits) {
        static Spec of(Transform transform) {
            if (transform instanceof CipherTransform cipher) {
                List<Integer> bits = cipher.spec().keySizes().stream()
                        .map(size -> size * Byte.SIZE)
                        .toList();
                return new Spec(TransformKind.ENCRYPTION, cipher.spec().name(), bits);
            }
            if (transform instanceof IntegrityTransform integrity) {
                int bits = integrity.spec().keySize() * Byte.SIZE;
                return new Spec(TransformKind.INTEGRITY, integrity.spec().name(), List.of(bits));
            }
            if (transform instanceof PrfTransform prf) {
                int bits = prf.spec().outputSize() * Byte.SIZE;
                return new Spec(TransformKind.PRF, prf.spec().name(), List.of(bits));
            }
            if (transform instanceof KeyExchangeTransform exchange) {
                return new Spec(TransformKind.KEY_EXCHANGE, exchange.spec().name(), List.of());
            }
            throw new IllegalArgumentException("of no kind");
        }
    }

    /** What properties say that the spec contradicts, in words; empty if nothing. */
    static Optional<String> contradiction(Transform transform, TransformDescription said) {
        Spec spec = Spec.of(transform);
        return differs("kind", said.kind(), spec.kind())
                .or(() -> differs("name", said.name(), spec.name()))
                .or(() -> spec.keyBits().isEmpty()
                        ? Optional.empty()
                        : differs("keyBits", said.keyBits(), spec.keyBits()));
    }

    private static Optional<String> differs(String property, Object said, Object is) {
        return said.equals(is)
                ? Optional.empty()
                : Optional.of("its property transform.%s says %s, its spec %s".formatted(property, said, is));
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
