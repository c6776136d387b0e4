// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.des;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.Cbc;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.DesKeys;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** DES-CBC (RFC 2405), on Bouncy Castle's engine, which is four times as fast as the JDK's. */
@Component(configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.ENCRYPTION,
        name = "des-cbc",
        keyBits = 64,
        pix = "esp-des",
        isakmp = "des",
        esp = 2,
        ikev1 = 1,
        ikev2 = 2,
        standing = Standing.LEGACY)
public final class Des implements CipherTransform {
    private static final int BLOCK = 8;
    private static final CipherSpec SPEC = new CipherSpec("des-cbc", List.of(BLOCK), BLOCK, BLOCK, 0, 0, IvRule.RANDOM);

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
        var cipher = CBCBlockCipher.newInstance(new DESEngine());
        cipher.init(encrypt, new KeyParameter(key));
        return new Cbc(BLOCK, (buffer, offset, length) -> {
            cipher.reset();
            cipher.processBlocks(buffer, offset, length / BLOCK, buffer, offset);
        });
    }

    @Override
    public Optional<String> weakness(byte[] key) {
        return DesKeys.weakness(key);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.cipher(
                        "FIPS 81, appendix C, table C1, CBC",
                        "0123456789abcdef",
                        "1234567890abcdef",
                        "4e6f77206973207468652074696d6520666f7220616c6c20",
                        "e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6"),
                KnownAnswer.cipher(
                        "NIST SP 800-17, variable key test, round 1",
                        "8001010101010101",
                        "0000000000000000",
                        "0000000000000000",
                        "95a8d72813daa94d"),
                KnownAnswer.cipher(
                        "NIST SP 800-17, permutation operation test, round 1",
                        "1046913489980131",
                        "0000000000000000",
                        "0000000000000000",
                        "88d55e54f54c97b4"),
                KnownAnswer.cipher(
                        "NIST SP 800-17, substitution table test, round 1",
                        "7ca110454a1a6e57",
                        "0000000000000000",
                        "01a1d6d039776742",
                        "690f5b0d9a26939b"));
    }
}
