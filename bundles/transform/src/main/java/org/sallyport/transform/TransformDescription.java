// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.transform.internal.Properties;

/**
 * What a transform's service properties say.
 *
 * @param keyBits key sizes in bits, one a keyword, or one for all
 * @param keywords the PIX keywords it adds to the grammar of IPsec
 * @param isakmp the keywords it adds to the grammar of {@code isakmp policy}
 * @param ranking the service ranking; the highest serves an algorithm that several provide
 * @param provider who provides it, for listings: the bundle, or the class
 */
public record TransformDescription(
        TransformKind kind,
        String name,
        List<Integer> keyBits,
        List<String> keywords,
        List<String> isakmp,
        int esp,
        int ah,
        int ikev1,
        int ikev2,
        Standing standing,
        int ranking,
        String provider) {
    public TransformDescription {
        keyBits = List.copyOf(keyBits);
        keywords = List.copyOf(keywords);
        isakmp = List.copyOf(isakmp);
        for (List<String> words : List.of(keywords, isakmp)) {
            if (keyBits.size() != 1 && !words.isEmpty() && keyBits.size() != words.size()) {
                throw new IllegalArgumentException(name + " has " + keyBits.size() + " key sizes for " + words);
            }
        }
    }

    /** The description of an algorithm without keywords for IKE. */
    public TransformDescription(
            TransformKind kind,
            String name,
            List<Integer> keyBits,
            List<String> keywords,
            int esp,
            int ah,
            int ikev1,
            int ikev2,
            Standing standing,
            int ranking,
            String provider) {
        this(kind, name, keyBits, keywords, List.of(), esp, ah, ikev1, ikev2, standing, ranking, provider);
    }

    /** The description that the class of a transform carries as its annotation. */
    public static TransformDescription of(Transform transform) {
        TransformService said = transform.getClass().getAnnotation(TransformService.class);
        if (said == null) {
            throw new IllegalArgumentException(transform.getClass().getName() + " lacks @TransformService");
        }
        return new TransformDescription(
                said.kind(),
                said.name(),
                Arrays.stream(said.keyBits()).boxed().toList(),
                List.of(said.pix()),
                List.of(said.isakmp()),
                said.esp(),
                said.ah(),
                said.ikev1(),
                said.ikev2(),
                said.standing(),
                0,
                transform.getClass().getSimpleName());
    }

    /**
     * The description that service properties give.
     *
     * @throws IllegalArgumentException if a property is missing, of a wrong type or of an unknown value, with its name
     */
    public static TransformDescription of(Map<String, ?> properties, String provider) {
        var reader = new Properties(properties);
        return new TransformDescription(
                reader.constant(TransformKind.class, "kind"),
                reader.text("name"),
                reader.numbers("keyBits"),
                reader.texts("pix"),
                reader.texts("isakmp"),
                reader.number("esp"),
                reader.number("ah"),
                reader.number("ikev1"),
                reader.number("ikev2"),
                reader.constant(Standing.class, "standing"),
                reader.ranking(),
                provider);
    }

    /** Which algorithm this is, whoever provides it. */
    public AlgorithmId algorithm() {
        return new AlgorithmId(kind, name);
    }

    /** The key size in bits that goes with one of its keywords. */
    public int keyBits(String keyword) {
        if (keyBits.size() == 1) {
            return keyBits.get(0);
        }
        int index = keywords.indexOf(keyword);
        return keyBits.get(index >= 0 ? index : isakmp.indexOf(keyword));
    }

    /** The keyword of {@code isakmp policy} that goes with a key size; empty if it has none. */
    public Optional<String> isakmp(int bits) {
        return isakmp.stream().filter(keyword -> keyBits(keyword) == bits).findFirst();
    }
}
