// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.runtime.Threads;
import org.sallyport.testkit.VirtualTime;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.InvalidPeerValueException;
import org.sallyport.transform.KeyExchangeSpec;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.PrfSpec;
import org.sallyport.transform.PrfTransform;
import org.sallyport.transform.RandomBytes;
import org.sallyport.transform.Sample;
import org.sallyport.transform.Secret;
import org.sallyport.transform.Standing;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** Hashes and key exchanges in the registry: with arithmetic that one can do in one's head. */
final class IkeTransformsTest {
    private final Registry registry = new Registry(new VirtualTime()::nanos, Threads.system());

    /** The hash is the sum of the bytes, the function the sum of both. */
    private record Sum(List<KnownAnswer> knownAnswers) implements PrfTransform {
        @Override
        public PrfSpec spec() {
            return new PrfSpec("sum", 1);
        }

        @Override
        public byte[] hash(byte[] input) {
            int sum = 0;
            for (byte each : input) {
                sum += each;
            }
            return new byte[] {(byte) sum};
        }

        @Override
        public byte[] prf(byte[] key, byte[] input) {
            return new byte[] {(byte) (hash(key)[0] + hash(input)[0])};
        }
    }

    /** Diffie-Hellman by multiplication, modulo 256, with base 3. */
    private record Product(List<KnownAnswer> knownAnswers, int flaw) implements KeyExchangeTransform {
        @Override
        public KeyExchangeSpec spec() {
            return new KeyExchangeSpec("product", 1, 1, 1);
        }

        @Override
        public Initiation initiate(RandomBytes random) {
            byte[] own = random.next(1);
            return new Initiation(new byte[] {(byte) (3 * own[0])}, Secret.of(own));
        }

        @Override
        public Response respond(byte[] initiatorValue, RandomBytes random) throws InvalidPeerValueException {
            byte[] own = random.next(1);
            byte[] secret = {(byte) (initiatorValue[0] * own[0] + flaw)};
            return new Response(new byte[] {(byte) (3 * own[0])}, Secret.of(secret));
        }

        @Override
        public Secret finish(Secret remembered, byte[] responderValue) throws InvalidPeerValueException {
            if (responderValue[0] == 0) {
                throw new InvalidPeerValueException("a value of 0");
            }
            return remembered.use(own -> Secret.of(new byte[] {(byte) (own[0] * responderValue[0])}));
        }
    }

    private static final KnownAnswer HASH = KnownAnswer.hash("hash", "0102", "03");
    private static final KnownAnswer PRF = KnownAnswer.mac("prf", "05", "0102", "08");
    private static final KnownAnswer AGREEMENT = KnownAnswer.agreement("agreement", "05", "07", "23");

    private void add(Transform transform, TransformKind kind, String keyword, int number) {
        registry.add(
                transform,
                new TransformDescription(
                        kind,
                        kind == TransformKind.PRF ? "sum" : "product",
                        List.of(8),
                        List.of(),
                        List.of(keyword),
                        0,
                        0,
                        number,
                        0,
                        Standing.LEGACY,
                        0,
                        "test"));
        registry.doWork();
    }

    private String verdict() {
        var installed = registry.snapshot().installed();
        return installed.get(installed.size() - 1).verdict();
    }

    @Test
    void aHashAndAKeyExchangeAreFoundByKeywordAndByNumber() {
        var hash = new Sum(List.of(HASH, PRF));
        var exchange = new Product(List.of(AGREEMENT), 0);
        add(hash, TransformKind.PRF, "2", 2);
        add(exchange, TransformKind.KEY_EXCHANGE, "2", 2);

        TransformSnapshot snapshot = registry.snapshot();
        assertThat(snapshot.installed()).allMatch(entry -> entry.state() == State.ADMITTED);
        assertThat(snapshot.keywords()).isEmpty();
        assertThat(snapshot.isakmpKeywords(TransformKind.PRF)).containsExactly("2");
        assertThat(snapshot.isakmpKeywords(TransformKind.ENCRYPTION)).isEmpty();
        assertThat(snapshot.isakmpKeyword(TransformKind.PRF, "2").orElseThrow().transform())
                .isSameAs(hash);
        assertThat(snapshot.isakmpKeyword(TransformKind.KEY_EXCHANGE, "3")).isEmpty();
        assertThat(snapshot.ikev1(TransformKind.KEY_EXCHANGE, 2).orElseThrow().transform())
                .isSameAs(exchange);
        assertThat(snapshot.ikev1(TransformKind.KEY_EXCHANGE, 5)).isEmpty();
        assertThat(snapshot.ikev1(TransformKind.ENCRYPTION, 2)).isEmpty();
        assertThat(snapshot.prf(AlgorithmId.prf("sum"))).contains(hash);
        assertThat(snapshot.keyExchange(AlgorithmId.keyExchange("product"))).contains(exchange);
        assertThat(snapshot.prf(AlgorithmId.keyExchange("product"))).isEmpty();
    }

    @Test
    void whatCarriesPacketsIsExaminedFirst() {
        var exchange = new Product(List.of(AGREEMENT), 0);
        registry.add(exchange, Sample.description(exchange, TransformKind.KEY_EXCHANGE));
        registry.add(Sample.cipher(), Sample.description(Sample.cipher(), 0));
        registry.add(Sample.mac(KnownAnswer.mac("none", "", "", "")), Sample.description(Sample.mac(), 0));

        registry.doWork();

        assertThat(registry.snapshot().installed())
                .extracting(InstalledTransform::state)
                .containsExactly(State.PENDING, State.ADMITTED, State.PENDING);
        registry.doWork();
        registry.doWork();
        assertThat(registry.snapshot().installed())
                .extracting(InstalledTransform::state)
                .containsExactly(State.ADMITTED, State.ADMITTED, State.FAILED);
    }

    @Test
    void aNumberOfZeroIsNone() {
        add(new Sum(List.of(HASH)), TransformKind.PRF, "sum", 0);

        assertThat(registry.snapshot().ikev1(TransformKind.PRF, 0)).isEmpty();
    }

    @Test
    void aWrongHashOrFunctionIsNamed() {
        add(new Sum(List.of(HASH, KnownAnswer.hash("planted 1", "0102", "04"))), TransformKind.PRF, "a", 1);
        assertThat(verdict()).isEqualTo("wrong answer to planted 1");
        add(new Sum(List.of(KnownAnswer.mac("planted 2", "01", "0102", "03"))), TransformKind.PRF, "b", 1);
        assertThat(verdict()).isEqualTo("wrong answer to planted 2");
        add(new Sum(List.of(KnownAnswer.hash("planted 3", "0102", "0300"))), TransformKind.PRF, "c", 1);
        assertThat(verdict()).isEqualTo("wrong answer to planted 3");
        assertThat(registry.snapshot().isakmpKeywords(TransformKind.PRF)).isEmpty();
    }

    @Test
    void aWrongAgreementIsNamed() {
        add(
                new Product(Arrays.asList(AGREEMENT, KnownAnswer.agreement("planted 4", "05", "07", "24")), 0),
                TransformKind.KEY_EXCHANGE,
                "a",
                1);
        assertThat(verdict()).isEqualTo("wrong answer to planted 4");
        add(
                new Product(List.of(KnownAnswer.agreement("planted 5", "05", "00", "00")), 0),
                TransformKind.KEY_EXCHANGE,
                "b",
                1);
        assertThat(verdict()).isEqualTo("InvalidPeerValueException at planted 5: a value of 0");
    }

    @Test
    void aKeyExchangeThatDoesNotAgreeWithItselfIsNotAdmitted() {
        add(new Product(List.of(AGREEMENT), 1), TransformKind.KEY_EXCHANGE, "a", 1);

        assertThat(verdict()).isEqualTo("wrong answer to agreement");
    }

    @Test
    void aTransformOfNoKnownKindIsNotAdmitted() {
        Transform strange = () -> List.of(HASH);
        add(strange, TransformKind.PRF, "a", 1);

        assertThat(verdict()).contains("neither a cipher nor an authenticator");
    }
}
