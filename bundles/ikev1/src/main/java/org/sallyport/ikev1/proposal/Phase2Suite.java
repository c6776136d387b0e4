// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ikev1.message.Attribute;
import org.sallyport.ikev1.message.ProposedTransform;
import org.sallyport.ikev1.message.Protocol;

/**
 * What one IPsec SA does, in the numbers of RFC 2407, 4.4 and 4.5.
 *
 * @param transform of the protocol's list
 * @param keyBits 0 for a cipher that has one key size
 * @param authentication 0 for none
 * @param group of the perfect forward secrecy, 0 for none
 * @param extended whether sequence numbers have 64 bits (RFC 4304, 3)
 */
public record Phase2Suite(
        Protocol protocol,
        int transform,
        int keyBits,
        int authentication,
        Encapsulation encapsulation,
        int group,
        boolean extended,
        Lifetime lifetime) {
    private static final int LIFE_TYPE = 1;
    private static final int LIFE_DURATION = 2;
    private static final int GROUP = 3;
    private static final int ENCAPSULATION = 4;
    private static final int AUTHENTICATION = 5;
    private static final int KEY_LENGTH = 6;
    private static final int EXTENDED_SEQUENCE = 11;
    private static final int LONG_NUMBERS = 1; // RFC 4304, 3: the only value there is

    private static final int LAST_EARLY_AH = 4;
    private static final int ESP_DES = 2;
    private static final int ESP_3DES = 3;
    private static final int ESP_NULL = 11;
    private static final int ESP_AES = 12;

    private static final List<String> NAMES =
            List.of("", "", "", "group", "encapsulation", "authentication algorithm", "key length");

    /** The transform that says so. */
    public ProposedTransform proposed(int number) {
        List<Attribute> attributes = new ArrayList<>(lifetime.attributes(LIFE_TYPE, LIFE_DURATION));
        if (group > 0) {
            attributes.add(Attribute.basic(GROUP, group));
        }
        attributes.add(Attribute.basic(ENCAPSULATION, encapsulation.number()));
        if (authentication > 0) {
            attributes.add(Attribute.basic(AUTHENTICATION, authentication));
        }
        if (keyBits > 0) {
            attributes.add(Attribute.basic(KEY_LENGTH, keyBits));
        }
        if (extended) {
            attributes.add(Attribute.basic(EXTENDED_SEQUENCE, LONG_NUMBERS));
        }
        return new ProposedTransform(number, transform, attributes);
    }

    static Phase2Suite of(Protocol protocol, ProposedTransform proposed) throws Misfit {
        var numbers = new int[EXTENDED_SEQUENCE + 1];
        var reader = new AttributeReader(LIFE_TYPE, LIFE_DURATION);
        reader.read(proposed, attribute -> {
            int type = attribute.type();
            boolean sequence = type == EXTENDED_SEQUENCE;
            if (type < GROUP || type > KEY_LENGTH && !sequence) {
                throw new Misfit("attribute " + type + ", which means nothing here");
            }
            String name = sequence ? "extended sequence numbers" : NAMES.get(type);
            numbers[type] = AttributeReader.number(attribute, name);
            if (sequence && numbers[type] != LONG_NUMBERS) {
                throw new Misfit(name + " " + numbers[type]);
            }
        });
        int authentication = numbers[AUTHENTICATION];
        if (protocol == Protocol.AH && !fits(proposed.id(), authentication)) {
            throw new Misfit("AH transform " + proposed.id() + " with authentication algorithm " + authentication);
        }
        return new Phase2Suite(
                protocol,
                proposed.id(),
                keyBits(protocol, proposed.id(), numbers[KEY_LENGTH]),
                authentication,
                encapsulation(numbers[ENCAPSULATION]),
                numbers[GROUP],
                numbers[EXTENDED_SEQUENCE] == LONG_NUMBERS,
                reader.lifetime());
    }

    /**
     * RFC 2407, 4.4.3: the transform and the attribute name the same algorithm, and the attribute must be there. AH counts from one more, up to the algorithms that came later, which have one number.
     */
    private static boolean fits(int transform, int authentication) {
        boolean early = transform <= LAST_EARLY_AH;
        return authentication != 0 && authentication == (early ? transform - 1 : transform);
    }

    private static int keyBits(Protocol protocol, int transform, int said) throws Misfit {
        if (protocol != Protocol.ESP) {
            return said;
        }
        boolean oneSize = transform == ESP_DES || transform == ESP_3DES || transform == ESP_NULL;
        return AttributeReader.keyBits(transform == ESP_AES, oneSize, said);
    }

    /** RFC 2407, 4.5 leaves open what its absence means; every peer means a tunnel. */
    private static Encapsulation encapsulation(int said) throws Misfit {
        return said == 0
                ? Encapsulation.TUNNEL
                : Encapsulation.of(said).orElseThrow(() -> new Misfit("encapsulation " + said));
    }

    /** {@code 3DES} of ESP, {@code MD5} of AH. */
    public String transformWords() {
        return switch (protocol) {
            case ESP -> Words.esp(transform);
            case AH -> Words.ah(transform);
            case NONE, ISAKMP, IPCOMP -> "transform " + transform;
        };
    }

    public String authenticationWords() {
        return Words.authentication(authentication);
    }

    /** In words: {@code ESP 3DES, MD5, tunnel, group 2, 28800 seconds, 4608000 kilobytes}. */
    @Override
    public String toString() {
        String algorithm = switch (protocol) {
            case ESP -> Words.esp(transform);
            case AH -> Words.ah(transform);
            case NONE, ISAKMP, IPCOMP -> "transform " + transform;
        };
        return protocol + " " + algorithm + (keyBits > 0 ? " " + keyBits : "")
                + (protocol == Protocol.ESP ? ", " + Words.authentication(authentication) : "")
                + ", " + encapsulation
                + (group > 0 ? ", group " + group : ", no perfect forward secrecy")
                + (extended ? ", extended sequence numbers" : "")
                + ", " + lifetime;
    }
}
