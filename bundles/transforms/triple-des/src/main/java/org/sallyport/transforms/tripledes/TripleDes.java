// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.tripledes;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.DESParameters;
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

/** DES-EDE3-CBC (RFC 2451), on Bouncy Castle's engine, which is half as fast again as the JDK's. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "3des-cbc",
        keyBits = 192,
        pix = "esp-3des",
        isakmp = "3des",
        esp = 3,
        ikev1 = 5,
        ikev2 = 3,
        standing = Standing.LEGACY)
public final class TripleDes implements CipherTransform {
    private static final int BLOCK = 8;
    private static final int KEY = 24;
    private static final CipherSpec SPEC = new CipherSpec("3des-cbc", List.of(KEY), BLOCK, BLOCK, 0, 0, IvRule.RANDOM);

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
        var cipher = CBCBlockCipher.newInstance(new DESedeEngine());
        cipher.init(encrypt, new KeyParameter(key));
        return new Cbc(BLOCK, (buffer, offset, length) -> {
            cipher.reset();
            cipher.processBlocks(buffer, offset, length / BLOCK, buffer, offset);
        });
    }

    /** Neighbouring parts that are equal undo each other (RFC 2451, 2.3). Parity bits are no part of a key. */
    @Override
    public Optional<String> weakness(byte[] key) {
        byte[] parts = key.clone();
        DESParameters.setOddParity(parts);
        try {
            if (Arrays.equals(parts, 0, BLOCK, parts, BLOCK, 2 * BLOCK)
                    || Arrays.equals(parts, BLOCK, 2 * BLOCK, parts, 2 * BLOCK, KEY)) {
                return Optional.of("has two equal parts next to each other, which makes it single DES");
            }
            for (int part = 0; part < KEY; part += BLOCK) {
                if (DESParameters.isWeakKey(parts, part)) {
                    return Optional.of("contains a weak DES key");
                }
            }
            return Optional.empty();
        } finally {
            Arrays.fill(parts, (byte) 0);
        }
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.cipher(
                        "NIST CAVP, DES multi-block message test, sample vectors, TCBC, 1 block",
                        "627f460e08104a10" + "43cd265d5840eaf1" + "313edf97df2a8a8c",
                        "8e29f75ea77e5475",
                        "326a494cd33fe756",
                        "b22b8d66de970692"),
                KnownAnswer.cipher(
                        "NIST CAVP, DES multi-block message test, sample vectors, TCBC, 2 blocks",
                        "37ae5ebf46dff2dc" + "0754b94f31cbb385" + "5e7fd36dc870bfae",
                        "3d1de3cc132e3b65",
                        "84401f78fe6c10876d8ea23094ea5309",
                        "7b1f7c7e3b1c948ebd04a75ffba7d2f5"),
                KnownAnswer.cipher(
                        "NIST SP 800-67, appendix B, first block",
                        "0123456789abcdef" + "23456789abcdef01" + "456789abcdef0123",
                        "0000000000000000",
                        "5468652071756663",
                        "a826fd8ce53b855f"));
    }
}
