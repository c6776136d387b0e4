// SPDX-License-Identifier: Apache-2.0
package com.example.camellia;

import java.security.InvalidKeyException;
import java.util.List;
import org.bouncycastle.crypto.engines.CamelliaEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.Cbc;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Camellia-CBC (RFC 4312), on Bouncy Castle's engine: for ESP and for IKE's own messages. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "camellia-cbc",
        keyBits = {128, 192, 256},
        pix = {"esp-camellia", "esp-camellia-192", "esp-camellia-256"},
        isakmp = {"camellia", "camellia-192", "camellia-256"},
        esp = 22,
        ikev1 = 8,
        ikev2 = 23,
        standing = Standing.ACCEPTABLE)
public final class CamelliaCbc implements CipherTransform {
    private static final int BLOCK = 16;
    private static final CipherSpec SPEC =
            new CipherSpec("camellia-cbc", List.of(16, 24, 32), BLOCK, BLOCK, 0, 0, IvRule.RANDOM);
    private static final String NO_IV = "00".repeat(BLOCK);
    private static final String TEXT = "0123456789abcdeffedcba9876543210";

    @Override
    public CipherSpec spec() {
        return SPEC;
    }

    @Override
    public Sealer sealer(byte[] key) throws InvalidKeyException {
        return cbc(true, usable(key));
    }

    @Override
    public Opener opener(byte[] key) throws InvalidKeyException {
        return cbc(false, usable(key));
    }

    private static Cbc cbc(boolean encrypt, byte[] key) {
        var cipher = CBCBlockCipher.newInstance(new CamelliaEngine());
        cipher.init(encrypt, new KeyParameter(key));
        return new Cbc(BLOCK, (buffer, offset, length) -> {
            cipher.reset();
            cipher.processBlocks(buffer, offset, length / BLOCK, buffer, offset);
        });
    }

    /** Single blocks: under an IV of zeros, CBC is what RFC 3713 has vectors for. */
    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.cipher(
                        "RFC 3713, appendix A, 128 bits", TEXT, NO_IV, TEXT, "67673138549669730857065648eabe43"),
                KnownAnswer.cipher(
                        "RFC 3713, appendix A, 192 bits",
                        TEXT + "0011223344556677",
                        NO_IV,
                        TEXT,
                        "b4993401b3e996f84ee5cee7d79b09b9"),
                KnownAnswer.cipher(
                        "RFC 3713, appendix A, 256 bits",
                        TEXT + "00112233445566778899aabbccddeeff",
                        NO_IV,
                        TEXT,
                        "9acc237dff16d76c20ef7c919e3a7509"));
    }
}
