// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sallyport.ikev1.exchange.Result;
import org.sallyport.ikev1.exchange.Work;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.runtime.Quiescence;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.World;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.KeyExchangeSpec;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.RandomBytes;
import org.sallyport.transform.Secret;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUsage;

/** A group that fails costs its own work; one that never answers also the thread inside it, and another takes its place. */
final class ArithmeticTest {
    private static final int GOOD = 2;
    private static final int STUCK = 5;
    private static final int BROKEN = 14;
    private static final int LONG = 15;

    /** Half a minute of them, and the one that sees the call begin. */
    private static final int LOOKS = 121;

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch inside = new CountDownLatch(2);
    private final BlockingQueue<TransformUsage.Failure> failures = new ArrayBlockingQueue<>(8);
    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(1_000);
    private final Arithmetic arithmetic = new Arithmetic(
            new Groups(), World.entropy(), Threads.system(), 2, (job, result) -> answers.add(new Answer(job, result)));

    private record Answer(long job, Result result) {}

    @AfterEach
    void close() {
        never.countDown();
        arithmetic.close();
    }

    private Answer answer() throws InterruptedException {
        Answer answer = answers.poll(30, TimeUnit.SECONDS);
        assertThat(answer).as("an answer").isNotNull();
        return answer;
    }

    @Test
    void whenAllHangInAGroupOthersAreComputedByNewThreads() throws InterruptedException {
        arithmetic.submit(1, new Work.Initiate(STUCK), true);
        arithmetic.submit(2, new Work.Initiate(STUCK), true);
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        arithmetic.submit(3, new Work.Initiate(GOOD), true);
        for (int i = 1; i < LOOKS; i++) {
            arithmetic.look();
            assertThat(answers).isEmpty();
        }
        arithmetic.look();

        var lost = new Result.Failed("Diffie-Hellman group 5 failed: it did not return within 30000 ms");
        List<Answer> all = List.of(answer(), answer(), answer());
        assertThat(all).contains(new Answer(1, lost), new Answer(2, lost));
        assertThat(all)
                .filteredOn(answer -> answer.job() == 3)
                .extracting(Answer::result)
                .allMatch(Result.Initiated.class::isInstance)
                .hasSize(1);
        assertThat(failures).hasSize(2).allMatch(failure -> !failure.provoked());
    }

    @Test
    void aFloodOfStrangersDoesNotKeepAKnownPeerWaiting() throws InterruptedException {
        arithmetic.submit(1, new Work.Initiate(STUCK), false);
        arithmetic.submit(2, new Work.Initiate(STUCK), false);
        assertThat(inside.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 100; i < 500; i++) {
            arithmetic.submit(i, new Work.Respond(GOOD, Bytes.of((byte) 7)), false);
        }
        assertThat(answers).as("those that found no room").hasSize(400 - 256);
        answers.clear();
        arithmetic.abandon(100); // its half-open ISAKMP SA has made room for another one
        arithmetic.submit(3, new Work.Respond(GOOD, Bytes.of((byte) 7)), true);
        never.countDown();

        List<Answer> first = List.of(answer(), answer(), answer(), answer(), answer());
        assertThat(first)
                .as("the one that was known came before all strangers")
                .filteredOn(answer -> answer.job() == 3)
                .singleElement()
                .matches(answer -> answer.result() instanceof Result.Agreed);
        for (int i = 0; i < 255 + 3 - 5; i++) {
            assertThat(answer().job()).isNotEqualTo(100);
        }
    }

    @Test
    void oneThatThrowsOverAPeersValueIsExaminedAgainAndOverItsOwnIsSetAside() throws InterruptedException {
        arithmetic.submit(1, new Work.Respond(BROKEN, Bytes.of((byte) 7)), true);
        assertThat(answer().result())
                .isEqualTo(
                        new Result.Failed("Diffie-Hellman group 14 failed: java.lang.IllegalStateException: planted"));
        assertThat(failures.poll(30, TimeUnit.SECONDS)).matches(failure -> failure != null && failure.provoked());

        arithmetic.submit(2, new Work.Initiate(BROKEN), true);
        assertThat(answer().result()).isInstanceOf(Result.Failed.class);
        assertThat(failures.poll(30, TimeUnit.SECONDS)).matches(failure -> failure != null && !failure.provoked());
    }

    @Test
    void oneWhoseValueIsNotAsLongAsItSaysIsSetAside() throws InterruptedException {
        arithmetic.submit(1, new Work.Initiate(LONG), true);
        assertThat(answer().result())
                .isEqualTo(new Result.Failed(
                        "Diffie-Hellman group 15 failed: java.lang.IllegalStateException: a value of 2"
                                + " bytes instead of 1"));
        assertThat(failures.poll(30, TimeUnit.SECONDS)).matches(failure -> failure != null && !failure.provoked());
    }

    /** Four groups. */
    private final class Groups implements TransformRegistry {
        private final TransformSnapshot snapshot =
                new TransformSnapshot(List.of(group(GOOD), group(STUCK), group(BROKEN), group(LONG)));

        private InstalledTransform group(int number) {
            var description = new TransformDescription(
                    TransformKind.KEY_EXCHANGE,
                    "group-" + number,
                    List.of(61),
                    List.of(),
                    List.of(String.valueOf(number)),
                    0,
                    0,
                    number,
                    number,
                    Standing.ACCEPTABLE,
                    0,
                    "test");
            return new InstalledTransform(
                    description,
                    new Group(number),
                    InstalledTransform.State.ADMITTED,
                    "",
                    new TransformUsage(failures::add));
        }

        @Override
        public TransformSnapshot snapshot() {
            return snapshot;
        }

        @Override
        public void govern(TransformPolicy policy) {}

        @Override
        public void negotiated(AlgorithmId algorithm) {}

        @Override
        public Map<AlgorithmId, Long> sinceNegotiated() {
            return Map.of();
        }

        @Override
        public void countDeprecated(AlgorithmId algorithm) {}

        @Override
        public Map<AlgorithmId, Long> deprecated() {
            return Map.of();
        }

        @Override
        public Quiescence quiescence() {
            return new Quiescence(World.ticker());
        }

        @Override
        public void listen(Runnable listener) {}

        @Override
        public void forget(Runnable listener) {}
    }

    /** Computes nothing, hangs, throws, or says too much. */
    private final class Group implements KeyExchangeTransform {
        private final int number;

        Group(int number) {
            this.number = number;
        }

        @Override
        public KeyExchangeSpec spec() {
            return new KeyExchangeSpec("group-" + number, 1, 1, 1);
        }

        private <T> T misbehave(T result) {
            if (number == BROKEN) {
                throw new IllegalStateException("planted");
            }
            while (number == STUCK && never.getCount() > 0) {
                inside.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // that is what is wrong with it
                }
            }
            return result;
        }

        @Override
        public Initiation initiate(RandomBytes random) {
            return misbehave(new Initiation(new byte[number == LONG ? 2 : 1], Secret.NONE));
        }

        @Override
        public Response respond(byte[] initiatorValue, RandomBytes random) {
            return misbehave(new Response(new byte[1], Secret.NONE));
        }

        @Override
        public Secret finish(Secret remembered, byte[] responderValue) {
            return misbehave(Secret.NONE);
        }

        @Override
        public List<KnownAnswer> knownAnswers() {
            return List.of();
        }
    }
}
