// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sallyport.runtime.Quiescence;
import org.sallyport.runtime.Threads;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.Sample;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformUsage;

/** Transforms that leave: before, while and after they are examined, and while a worker is inside them. */
final class DepartureTest extends RegistryBench {
    @Test
    void removalBeforeAdmissionCancelsIt() {
        Transform transform = Sample.cipher();
        registry.add(transform, Sample.description(transform, 0));
        assertThat(registry.remove(transform)).isTrue();

        idle();
        assertThat(registry.snapshot().installed()).isEmpty();
    }

    @Test
    void removalDuringAdmissionCancelsIt() {
        Transform transform = Sample.cipher();
        var holder = new Registry[1];
        holder[0] = new Registry(time::nanos, new Calls() {
            @Override
            public <T> T call(String name, long timeoutMillis, Callable<T> task) throws Exception {
                holder[0].remove(transform);
                return task.call();
            }
        });
        holder[0].add(transform, Sample.description(transform, 0));
        holder[0].doWork();

        assertThat(holder[0].snapshot().installed()).isEmpty();
    }

    @Test
    void removalReturnsOnceEveryWorkerHasPassedABoundary() throws Exception {
        Transform transform = install(Sample.cipher(), 0);
        var worker = registry.quiescence().join();
        worker.online();
        var published = new CountDownLatch(1);
        registry.listen(published::countDown);
        var quiet = new boolean[1];
        var remover = new Thread(() -> quiet[0] = registry.remove(transform));
        remover.start();
        assertThat(published.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(registry.snapshot().serving(AES)).isEmpty();

        while (remover.isAlive()) {
            worker.boundary();
        }

        assertThat(quiet[0]).isTrue();
        assertThat(registry.snapshot().installed()).isEmpty();
    }

    @Test
    void aTransformThatAWorkerDoesNotComeOutOfIsQuarantinedAfterAQuarterOfASecond() {
        Registry impatient = impatient();
        Transform transform = Sample.cipher();
        impatient.add(transform, Sample.description(transform, 0));
        impatient.doWork();
        Quiescence.Participant worker = impatient.quiescence().join();
        worker.online();
        long before = time.nanos();

        assertThat(impatient.remove(transform)).isFalse();

        assertThat(time.nanos() - before).isBetween(250_000_000L, 300_000_000L);
        assertThat(impatient.snapshot().installed())
                .singleElement()
                .extracting(InstalledTransform::state)
                .isEqualTo(State.QUARANTINED);
        assertThat(impatient.snapshot().serving(AES)).isEmpty();
        Transform again = Sample.cipher();
        impatient.add(again, Sample.description(again, 0));
        impatient.doWork();
        assertThat(impatient.snapshot().serving(AES).orElseThrow().transform()).isSameAs(again);

        impatient.wakeUp();
        assertThat(impatient.doWork()).as("as long as the worker is inside").isZero();
        assertThat(impatient.snapshot().installed()).hasSize(2);
        worker.offline();
        impatient.wakeUp();
        impatient.doWork();
        assertThat(impatient.snapshot().installed())
                .as("nothing holds what left")
                .extracting(InstalledTransform::transform)
                .containsExactly(again);
    }

    /** A registry for which time passes while it waits. */
    private Registry impatient() {
        return new Registry(
                () -> {
                    time.pass(10_000_000);
                    return time.nanos();
                },
                Threads.system());
    }

    /** One with a transform, and a worker who is busy. */
    private Registry busyWith(Transform transform) {
        Registry impatient = impatient();
        impatient.add(transform, Sample.description(transform, 0));
        impatient.doWork();
        impatient.quiescence().join().online();
        return impatient;
    }

    @Test
    void onlyWhatAWorkerIsKnownToBeInsideOfIsAccusedOfIt() {
        Transform transform = Sample.cipher();
        Registry busy = busyWith(transform);
        busy.remove(transform);
        assertThat(busy.snapshot().installed())
                .singleElement()
                .extracting(InstalledTransform::verdict)
                .isEqualTo("left before every worker had been seen outside of it");

        Registry lost = busyWith(transform);
        lost.snapshot().installed().get(0).usage().abandoned(2000);
        lost.remove(transform);
        assertThat(lost.snapshot().installed())
                .singleElement()
                .extracting(InstalledTransform::verdict)
                .isEqualTo("left while a worker was inside it");
    }

    @Test
    void whatLeftAndComesBackIsExaminedAsAnother() {
        Transform transform = Sample.cipher();
        Registry busy = busyWith(transform);
        busy.remove(transform);

        busy.add(transform, Sample.description(transform, 0));
        busy.doWork();

        assertThat(busy.snapshot().installed())
                .singleElement()
                .extracting(InstalledTransform::state)
                .isEqualTo(State.ADMITTED);
        busy.wakeUp();
        busy.doWork();
        assertThat(busy.snapshot().serving(AES)).isPresent();
    }

    @Test
    void aFailureThatIsToldAfterTheTransformHasLeftIsForgotten() {
        Transform transform = install(Sample.cipher(), 0);
        InstalledTransform entry = only();
        registry.remove(transform);
        entry.usage().failed(new TransformUsage.Failure(new IllegalStateException("late"), false));

        install(transform, 0);
        assertThat(only().state()).isEqualTo(State.ADMITTED);
        idle();
    }
}
