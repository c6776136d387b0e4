// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.proposal;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ikev1.message.Attribute;
import org.sallyport.ikev1.message.ProposedTransform;

/**
 * What protects an ISAKMP SA, in the numbers of RFC 2409, appendix A.
 *
 * @param keyBits 0 for a cipher that has one key size
 */
public record Phase1Suite(int cipher, int keyBits, int hash, int authentication, int group, Lifetime lifetime) {
    public static final int PRE_SHARED_KEY = 1;
    public static final int RSA_SIGNATURE = 3;

    /** RFC 2407, 4.4.2: the one way to exchange keys. */
    static final int KEY_IKE = 1;

    /** RFC 2409, 6.1: what everybody has, and what peers mean that do not say it. */
    static final int DEFAULT_GROUP = 1;

    private static final int ENCRYPTION = 1;
    private static final int HASH = 2;
    private static final int AUTHENTICATION = 3;
    private static final int GROUP = 4;
    private static final int GROUP_TYPE = 5;
    private static final int GROUP_CURVE_B = 10;
    private static final int LIFE_TYPE = 11;
    private static final int LIFE_DURATION = 12;
    private static final int KEY_LENGTH = 14;

    private static final int DES = 1;
    private static final int TRIPLE_DES = 5;
    private static final int AES = 7;

    private static final List<String> NAMES =
            List.of("key length", "encryption algorithm", "hash algorithm", "authentication method", "group");

    /** The transform that says so. */
    public ProposedTransform transform(int number) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(Attribute.basic(ENCRYPTION, cipher));
        if (keyBits > 0) {
            attributes.add(Attribute.basic(KEY_LENGTH, keyBits));
        }
        attributes.add(Attribute.basic(HASH, hash));
        attributes.add(Attribute.basic(AUTHENTICATION, authentication));
        attributes.add(Attribute.basic(GROUP, group));
        attributes.addAll(lifetime.attributes(LIFE_TYPE, LIFE_DURATION));
        return new ProposedTransform(number, KEY_IKE, attributes);
    }

    static Phase1Suite of(ProposedTransform transform) throws Misfit {
        if (transform.id() != KEY_IKE) {
            throw new Misfit("transform " + transform.id() + " is no key exchange of IKE");
        }
        var numbers = new int[KEY_LENGTH + 1];
        var reader = new AttributeReader(LIFE_TYPE, LIFE_DURATION);
        reader.read(transform, attribute -> {
            int type = attribute.type();
            if (type >= GROUP_TYPE && type <= GROUP_CURVE_B) {
                throw new Misfit("a group of the peer's own");
            }
            if (type < ENCRYPTION || type > GROUP && type != KEY_LENGTH) {
                throw new Misfit("attribute " + type + ", which means nothing here");
            }
            numbers[type] = AttributeReader.number(attribute, NAMES.get(type == KEY_LENGTH ? 0 : type));
        });
        return new Phase1Suite(
                said(numbers, ENCRYPTION),
                keyBits(numbers[ENCRYPTION], numbers[KEY_LENGTH]),
                said(numbers, HASH),
                said(numbers, AUTHENTICATION),
                numbers[GROUP] == 0 ? DEFAULT_GROUP : numbers[GROUP],
                reader.lifetime());
    }

    private static int said(int[] numbers, int type) throws Misfit {
        if (numbers[type] == 0) {
            throw new Misfit("no " + NAMES.get(type));
        }
        return numbers[type];
    }

    private static int keyBits(int cipher, int said) throws Misfit {
        return AttributeReader.keyBits(cipher == AES, cipher == DES || cipher == TRIPLE_DES, said);
    }

    /** {@code AES 256}. */
    public String cipherWords() {
        return Words.cipher(cipher) + (keyBits > 0 ? " " + keyBits : "");
    }

    public String hashWords() {
        return Words.hash(hash);
    }

    public String authenticationWords() {
        return Words.method(authentication);
    }

    /** In words: {@code AES 256, SHA, pre-shared key, group 2, 86400 seconds}. */
    @Override
    public String toString() {
        return Words.cipher(cipher) + (keyBits > 0 ? " " + keyBits : "") + ", " + Words.hash(hash) + ", "
                + Words.method(authentication) + ", group " + group + ", " + lifetime;
    }
}
