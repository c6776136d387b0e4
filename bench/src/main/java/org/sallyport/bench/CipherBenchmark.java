// SPDX-License-Identifier: Apache-2.0
package org.sallyport.bench;

import java.security.InvalidKeyException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.Transform;

/** What one algorithm costs under one provider for a text of 1,408 bytes: of a cipher to seal and to open it, of a MAC the tag. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CipherBenchmark {
    private static final int TEXT = 1_408;
    private static final int ROOM = 64;
    private static final Map<String, Transform> TRANSFORMS = Map.ofEntries(
            Map.entry("aes-cbc jdk", new org.sallyport.transforms.aescbc.AesCbc()),
            Map.entry("aes-cbc corretto", new org.sallyport.transforms.corretto.AesCbc()),
            Map.entry("aes-gcm jdk", new org.sallyport.transforms.aesgcm.AesGcm()),
            Map.entry("aes-gcm corretto", new org.sallyport.transforms.corretto.AesGcm()),
            Map.entry("chacha20 jdk", new org.sallyport.transforms.chacha20poly1305.ChaCha20Poly1305()),
            Map.entry("chacha20 conscrypt", new org.sallyport.transforms.conscrypt.ChaCha20Poly1305()),
            Map.entry("3des bouncycastle", new org.sallyport.transforms.tripledes.TripleDes()),
            Map.entry("3des conscrypt", new org.sallyport.transforms.conscrypt.TripleDes()),
            Map.entry("hmac-sha1 jdk", new org.sallyport.transforms.hmacsha1.HmacSha1()),
            Map.entry("hmac-sha1 corretto", new org.sallyport.transforms.corretto.HmacSha1()),
            Map.entry("hmac-sha256 jdk", new org.sallyport.transforms.hmacsha2.HmacSha256()),
            Map.entry("hmac-sha256 corretto", new org.sallyport.transforms.corretto.HmacSha256()));

    @Param({
        "aes-cbc jdk",
        "aes-cbc corretto",
        "aes-gcm jdk",
        "aes-gcm corretto",
        "chacha20 jdk",
        "chacha20 conscrypt",
        "3des bouncycastle",
        "3des conscrypt",
        "hmac-sha1 jdk",
        "hmac-sha1 corretto",
        "hmac-sha256 jdk",
        "hmac-sha256 corretto"
    })
    String transform;

    private final byte[] buffer = new byte[TEXT + ROOM];
    private Runnable seal;
    private Runnable open;

    @Setup
    public void open() throws InvalidKeyException {
        if (TRANSFORMS.get(transform) instanceof IntegrityTransform integrity) {
            IntegrityTransform.Mac mac = integrity.mac(key(integrity.spec().keySize()));
            seal = () -> {
                mac.update(buffer, 0, TEXT);
                mac.finish(buffer, TEXT);
            };
            open = seal;
            return;
        }
        var cipher = (CipherTransform) TRANSFORMS.get(transform);
        byte[] key = key(cipher.spec().keySizes().get(0));
        CipherTransform.Sealer sealer = cipher.sealer(key);
        CipherTransform.Opener opener = cipher.opener(key);
        var nonce = new byte[cipher.spec().saltSize() + cipher.spec().ivSize()];
        seal = () -> {
            for (int i = nonce.length - 1; ++nonce[i] == 0; ) { // no nonce twice
                i--;
            }
            sealer.seal(nonce, buffer, TEXT + 32, 8, 0, TEXT);
        };
        seal.run();
        byte[] sealed = buffer.clone();
        byte[] nonceOfIt = nonce.clone();
        open = () -> {
            System.arraycopy(sealed, 0, buffer, 0, sealed.length);
            if (!opener.open(nonceOfIt, buffer, TEXT + 32, 8, 0, TEXT)) {
                throw new IllegalStateException("not authentic");
            }
        };
    }

    /** Parts that differ, for triple DES. */
    private static byte[] key(int size) {
        var key = new byte[size];
        for (int i = 0; i < size; i++) {
            key[i] = (byte) (7 * i + 1);
        }
        return key;
    }

    @Benchmark
    public byte[] seal() {
        seal.run();
        return buffer;
    }

    @Benchmark
    public byte[] unseal() {
        open.run();
        return buffer;
    }
}
