// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.ForeignWords;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.Secret;
import org.sallyport.transform.Transform;

/** Computes the known answers of a transform. */
public final class KnownAnswers {
    private static final HexFormat HEX = HexFormat.of();

    private KnownAnswers() {}

    /** Why a transform must not be used: its first wrong answer, in words; empty if all are right. */
    public static Optional<String> firstFailure(Transform transform) {
        if (transform.knownAnswers().isEmpty()) {
            return Optional.of("it has no known answers");
        }
        for (KnownAnswer answer : transform.knownAnswers()) {
            try {
                if (!passes(transform, answer)) {
                    return Optional.of("wrong answer to " + answer.source());
                }
            } catch (InvalidKeyException | InvalidPeerValueException | RuntimeException e) {
                return Optional.of(
                        e.getClass().getSimpleName() + " at " + answer.source() + ": " + ForeignWords.message(e));
            }
        }
        return transform instanceof CipherTransform cipher ? unproved(cipher) : Optional.empty();
    }

    /** Which of its key sizes no answer shows. */
    private static Optional<String> unproved(CipherTransform cipher) {
        return cipher.spec().keySizes().stream()
                .filter(size -> cipher.knownAnswers().stream()
                        .noneMatch(answer -> answer.key().length() == 2 * size))
                .findFirst()
                .map(size -> "it has no known answer under a key of " + size * Byte.SIZE + " bits");
    }

    private static boolean passes(Transform transform, KnownAnswer answer)
            throws InvalidKeyException, InvalidPeerValueException {
        if (transform instanceof CipherTransform cipher) {
            return seals(cipher, answer) && opens(cipher, answer);
        }
        if (transform instanceof IntegrityTransform integrity) {
            return authenticates(integrity, answer);
        }
        if (transform instanceof PrfTransform prf) {
            return derives(prf, answer);
        }
        if (transform instanceof KeyExchangeTransform exchange) {
            return agrees(exchange, answer) && agreesWithItself(exchange);
        }
        throw new IllegalArgumentException("neither a cipher nor an authenticator, nor anything for a key exchange");
    }

    private static boolean derives(PrfTransform prf, KnownAnswer answer) {
        byte[] input = HEX.parseHex(answer.input());
        byte[] key = HEX.parseHex(answer.key());
        byte[] output = key.length == 0 ? prf.hash(input) : prf.prf(key, input);
        return output.length == prf.spec().outputSize() && HEX.formatHex(output).equals(answer.output());
    }

    private static boolean agrees(KeyExchangeTransform exchange, KnownAnswer answer) throws InvalidPeerValueException {
        Secret secret = exchange.finish(Secret.of(HEX.parseHex(answer.key())), HEX.parseHex(answer.input()));
        return secret.equals(Secret.of(HEX.parseHex(answer.output())));
    }

    /** The bytes need not be random here, only different. */
    private static boolean agreesWithItself(KeyExchangeTransform exchange) throws InvalidPeerValueException {
        KeyExchangeTransform.Initiation initiation = exchange.initiate(length -> filled(length, 0x5A));
        KeyExchangeTransform.Response response =
                exchange.respond(initiation.publicValue(), length -> filled(length, 0x3C));
        return exchange.finish(initiation.remembered(), response.publicValue()).equals(response.secret())
                && response.secret().length() == exchange.spec().secretSize()
                && initiation.publicValue().length == exchange.spec().initiatorSize()
                && response.publicValue().length == exchange.spec().responderSize();
    }

    private static byte[] filled(int length, int value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static boolean seals(CipherTransform cipher, KnownAnswer answer) throws InvalidKeyException {
        byte[] buffer = buffer(answer, answer.input());
        int text = answer.aad().length() / 2;
        try (CipherTransform.Sealer sealer = cipher.sealer(HEX.parseHex(answer.key()))) {
            sealer.seal(
                    HEX.parseHex(answer.nonce()),
                    buffer,
                    0,
                    text,
                    text,
                    answer.input().length() / 2);
        }
        return HEX.formatHex(buffer).equals(answer.aad() + answer.output());
    }

    private static boolean opens(CipherTransform cipher, KnownAnswer answer) throws InvalidKeyException {
        byte[] buffer = buffer(answer, answer.output());
        int text = answer.aad().length() / 2;
        int length = answer.input().length() / 2;
        try (CipherTransform.Opener opener = cipher.opener(HEX.parseHex(answer.key()))) {
            return opener.open(HEX.parseHex(answer.nonce()), buffer, 0, text, text, length)
                    && HEX.formatHex(buffer, text, text + length).equals(answer.input());
        }
    }

    private static byte[] buffer(KnownAnswer answer, String text) {
        return Arrays.copyOf(
                HEX.parseHex(answer.aad() + text),
                (answer.aad().length() + answer.output().length()) / 2);
    }

    private static boolean authenticates(IntegrityTransform integrity, KnownAnswer answer) throws InvalidKeyException {
        if (answer.output().length() < 2 * integrity.spec().icvSize()) {
            throw new IllegalArgumentException("its tag is shorter than an ICV and proves too little");
        }
        byte[] message = HEX.parseHex(answer.input());
        var tag = new byte[integrity.spec().tagSize()];
        try (IntegrityTransform.Mac mac = integrity.mac(HEX.parseHex(answer.key()))) {
            mac.update(message, 0, message.length / 2);
            mac.update(message, message.length / 2, message.length - message.length / 2);
            mac.finish(tag, 0);
            boolean right = HEX.formatHex(tag).startsWith(answer.output());
            mac.update(message, 0, message.length); // finish made it ready for the next message
            mac.finish(tag, 0);
            return right && HEX.formatHex(tag).startsWith(answer.output());
        }
    }
}
