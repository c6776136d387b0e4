// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.tripledes;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.engines.DESedeEngine;
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
import org.sallyport.transform.PublishedAnswers;
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
    private static final CipherSpec SPEC = new CipherSpec("3des-cbc", List.of(24), BLOCK, BLOCK, 0, 0, IvRule.RANDOM);

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

    @Override
    public Optional<String> weakness(byte[] key) {
        return DesKeys.tripleWeakness(key);
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return PublishedAnswers.TRIPLE_DES_CBC;
    }
}
