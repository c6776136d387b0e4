// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.guest;

import java.security.InvalidKeyException;
import java.util.List;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.sallyport.transform.Cbc;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PublishedAnswers;

/** AES-CBC on Bouncy Castle's engine, and what may be wrong with a provider of it. */
final class BouncyAes implements CipherTransform {
    private static final int BLOCK = 16;

    private final Fault fault;
    private int opened;

    BouncyAes(Fault fault) {
        this.fault = fault;
    }

    /** Its contexts up to here are those of its known answers. */
    private boolean inUse() {
        return ++opened > 2 * PublishedAnswers.AES_CBC.size();
    }

    @Override
    public CipherSpec spec() {
        List<Integer> keySizes = fault == Fault.OTHER_KEY_SIZES ? List.of(16) : List.of(16, 24, 32);
        String name = String.valueOf(fault.properties.getOrDefault("name", "aes-cbc"));
        return new CipherSpec(name, keySizes, BLOCK, BLOCK, 0, 0, IvRule.RANDOM);
    }

    @Override
    public Sealer sealer(byte[] key) throws InvalidKeyException {
        return cbc(true, usable(key));
    }

    @Override
    public Opener opener(byte[] key) throws InvalidKeyException {
        return cbc(false, usable(key));
    }

    private Cbc cbc(boolean encrypt, byte[] key) {
        boolean inUse = inUse();
        if (inUse && fault == Fault.THROWS_WHEN_OPENED) {
            throw new IllegalStateException("planted: no context");
        }
        var cipher = CBCBlockCipher.newInstance(AESEngine.newInstance());
        cipher.init(encrypt, new KeyParameter(key));
        return new Cbc(BLOCK, (buffer, offset, length) -> {
            if (inUse) {
                misbehave();
            }
            cipher.reset();
            cipher.processBlocks(buffer, offset, length / BLOCK, buffer, offset);
        });
    }

    private void misbehave() {
        if (fault == Fault.THROWS_IN_PACKETS) {
            throw new IllegalStateException("planted: no packet");
        }
        if (fault == Fault.HANGS_IN_PACKETS) {
            Fault.hang();
        }
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        if (fault == Fault.HANGS_IN_ANSWERS) {
            Fault.hang();
        }
        KnownAnswer first = PublishedAnswers.AES_CBC.get(0);
        return fault == Fault.WRONG_ANSWER
                ? List.of(KnownAnswer.cipher("planted", first.key(), first.nonce(), first.output(), first.input()))
                : PublishedAnswers.AES_CBC.stream()
                        .filter(answer ->
                                spec().keySizes().contains(answer.key().length() / 2))
                        .toList();
    }
}
