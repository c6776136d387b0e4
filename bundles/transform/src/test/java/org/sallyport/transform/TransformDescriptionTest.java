// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TransformDescriptionTest {
    private final Map<String, Object> properties = new HashMap<>(Map.of(
            "transform.kind",
            "ENCRYPTION",
            "transform.name",
            "aes-cbc",
            "transform.keyBits",
            new int[] {128, 192},
            "transform.pix",
            new String[] {"esp-aes", "esp-aes-192"},
            "transform.esp",
            12,
            "transform.ikev1",
            7,
            "transform.standing",
            "RECOMMENDED",
            "service.ranking",
            5,
            "component.name",
            "whatever"));

    @Test
    void itSaysWhatTheServicePropertiesSay() {
        assertThat(TransformDescription.of(properties, "bundle 7"))
                .isEqualTo(new TransformDescription(
                        TransformKind.ENCRYPTION,
                        "aes-cbc",
                        List.of(128, 192),
                        List.of("esp-aes", "esp-aes-192"),
                        12,
                        0,
                        7,
                        0,
                        Standing.RECOMMENDED,
                        5,
                        "bundle 7"));
    }

    @Test
    void aKeywordHasItsKeySize() {
        TransformDescription description = TransformDescription.of(properties, "x");

        assertThat(description.keyBits("esp-aes")).isEqualTo(128);
        assertThat(description.keyBits("esp-aes-192")).isEqualTo(192);
        properties.put("transform.keyBits", 64);
        assertThat(TransformDescription.of(properties, "x").keyBits("esp-aes-192"))
                .isEqualTo(64);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                        Map.entry("kind", Stream.of("", "CIPHER", "encryption", 1, false)),
                        Map.entry("name", Stream.of("", "  ", 5, new String[] {"a"})),
                        Map.entry("keyBits", Stream.of("128", 128L, new String[] {"128"}, new long[] {128})),
                        Map.entry("pix", Stream.of(5, "", new int[] {1})),
                        Map.entry("isakmp", Stream.of(5, " ", new int[] {1})),
                        Map.entry("esp", Stream.of("12", 12L, new int[] {12}, 1.5)),
                        Map.entry("ah", Stream.of("x")),
                        Map.entry("ikev1", Stream.of(7L)),
                        Map.entry("ikev2", Stream.of(true)),
                        Map.entry("standing", Stream.of("", "GOOD", 0)))
                .flatMap(entry -> entry.getValue().map(value -> Arguments.of(entry.getKey(), value)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aPropertyOfAWrongTypeOrValueIsNamed(String name, Object value) {
        properties.put("transform." + name, value);

        assertThatThrownBy(() -> TransformDescription.of(properties, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("service property transform." + name + " is missing or wrong: ");
    }

    @Test
    void aPropertyThatCannotBePrintedIsNamed() {
        properties.put("transform.esp", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("planted");
            }
        });

        assertThatThrownBy(() -> TransformDescription.of(properties, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("service property transform.esp is missing or wrong: ");
    }

    @Test
    void aPropertyThatMustNotBeMissingIsNamed() {
        for (String name : List.of("kind", "name", "keyBits", "standing")) {
            var fewer = new HashMap<>(properties);
            fewer.remove("transform." + name);
            assertThatThrownBy(() -> TransformDescription.of(fewer, "x"))
                    .hasMessage("service property transform." + name + " is missing or wrong: null");
        }
    }

    @Test
    void keySizesAndKeywordsMustPairUp() {
        properties.put("transform.keyBits", new int[] {128, 192, 256});

        assertThatThrownBy(() -> TransformDescription.of(properties, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 key sizes");
    }

    @Test
    void keywordsOfIkeHaveTheirKeySizes() {
        properties.put("transform.isakmp", new String[] {"aes", "aes-192"});
        TransformDescription description = TransformDescription.of(properties, "x");

        assertThat(description.isakmp()).containsExactly("aes", "aes-192");
        assertThat(description.keyBits("aes-192")).isEqualTo(192);
        assertThat(description.isakmp(192)).contains("aes-192");
        assertThat(description.isakmp(256)).isEmpty();
        properties.put("transform.isakmp", "aes");
        assertThatThrownBy(() -> TransformDescription.of(properties, "x"))
                .hasMessageContaining("2 key sizes for [aes]");
    }

    @Test
    void anAlgorithmMayBringNoKeywordAtAll() {
        properties.remove("transform.pix");

        assertThat(TransformDescription.of(properties, "x").keywords()).isEmpty();
    }

    @Test
    void aRankingOfAnotherTypeIsNone() {
        properties.put("service.ranking", "high"); // as the framework has it

        assertThat(TransformDescription.of(properties, "x").ranking()).isZero();
    }

    @Test
    void aClassWithoutTheAnnotationIsNamed() {
        Transform bare = List::of;

        assertThatThrownBy(() -> TransformDescription.of(bare)).hasMessageEndingWith("lacks @TransformService");
    }
}
