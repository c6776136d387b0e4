// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.sallyport.runtime.Threads;
import org.sallyport.runtime.World;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.IvRule;
import org.sallyport.transform.JceCipher;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Sample;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformPolicy;
import org.sallyport.transform.TransformUse;

final class RegistryTest extends RegistryBench {
    @Test
    void aTransformIsOfferedOnlyAfterItsVectorsHavePassed() {
        registry.add(Sample.cipher(), Sample.description(Sample.cipher(), 0));
        assertThat(only().state()).isEqualTo(State.PENDING);
        assertThat(registry.snapshot().serving(AES)).isEmpty();
        assertThat(registry.snapshot().keywords()).isEmpty();
        assertThat(registry.snapshot().cipher(AES)).isNull();

        registry.doWork();

        assertThat(only().state()).isEqualTo(State.ADMITTED);
        assertThat(registry.snapshot().cipher(AES)).isSameAs(only().transform());
        assertThat(registry.snapshot().integrity(AES)).isNull();
        assertThat(registry.snapshot().keywords()).containsExactly("esp-test-aes");
        assertThat(registry.snapshot().keyword("esp-test-aes")).contains(only());
    }

    private void isRefused(Transform transform, String why) {
        install(transform, 0);
        assertThat(only().state()).isEqualTo(State.FAILED);
        assertThat(only().verdict()).contains(why);
        assertThat(registry.snapshot().keywords()).isEmpty();
        registry.remove(transform);
        assertThat(registry.snapshot().installed()).isEmpty();
    }

    @Test
    void aWrongVectorIsNamedAndItsTransformNeverOffered() {
        isRefused(Sample.cipher(Sample.wrong("planted 1")), "wrong answer to planted 1");
        isRefused(Sample.mac(Sample.wrongTag("planted 2")), "wrong answer to planted 2");
        isRefused(Sample.mac(), "no known answers");
        isRefused(Sample.cipher(KnownAnswer.cipher("planted 3", "00", "", "", "")), "planted 3: key has 1 bytes");
    }

    @Test
    void aKeySizeWithoutAKnownAnswerIsNotOffered() {
        isRefused(
                new JceCipher(false, Sample.right()) {
                    @Override
                    public CipherSpec spec() {
                        return new CipherSpec("test-aes", List.of(16, 32), 16, 16, 0, 0, IvRule.RANDOM);
                    }
                },
                "it has no known answer under a key of 256 bits");
    }

    @Test
    void aTagThatIsShorterThanAnIcvProvesTooLittle() {
        isRefused(Sample.mac(Sample.cutTag(11)), "shorter than an ICV");
        install(Sample.mac(Sample.cutTag(12)), 0);
        assertThat(only().state()).isEqualTo(State.ADMITTED);
    }

    @Test
    void vectorsMayBeInCapitals() {
        install(Sample.cipher(Sample.capitals()), 0);

        assertThat(only().state()).isEqualTo(State.ADMITTED);
    }

    @Test
    void vectorsThatThrowAnythingAreAFailure() {
        isRefused(
                () -> {
                    throw new StackOverflowError("planted");
                },
                "planted");
        isRefused(() -> null, "NullPointerException");
    }

    @Test
    void vectorsThatHangAreAFailureAfterFiveSeconds() {
        var limit = new AtomicInteger();
        var hanging = new Registry(time::nanos, new Calls() {
            @Override
            public <T> T call(String name, long timeoutMillis, Callable<T> task) throws Exception {
                limit.set((int) timeoutMillis);
                throw new TimeoutException();
            }
        });
        hanging.add(Sample.cipher(), Sample.description(Sample.cipher(), 0));
        hanging.doWork();

        assertThat(limit).hasValue(5000);
        assertThat(hanging.snapshot().installed()).singleElement().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.FAILED);
            assertThat(entry.verdict()).isEqualTo("its known answers took longer than 5000 ms");
        });
    }

    @Test
    void theHighestRankingServesThenTheOlder() {
        Transform first = install(Sample.cipher(), 0);
        install(Sample.cipher(), 0);
        assertThat(serving()).isSameAs(first);

        Transform better = install(Sample.cipher(), 1);
        assertThat(serving()).isSameAs(better);
        install(Sample.cipher(), Integer.MIN_VALUE);
        assertThat(serving()).isSameAs(better);
        Transform best = install(Sample.cipher(), Integer.MAX_VALUE);
        assertThat(serving()).isSameAs(best);

        registry.remove(best);
        registry.remove(better);
        assertThat(serving()).isSameAs(first);
    }

    @Test
    void aProviderThatFailedServesNothingHoweverHighItsRanking() {
        Transform good = install(Sample.cipher(), 0);
        install(Sample.cipher(Sample.wrong("planted")), 100);

        assertThat(serving()).isSameAs(good);
    }

    @Test
    void aRankingMayChangeBeforeAndAfterAdmission() {
        Transform first = install(Sample.cipher(), 0);
        Transform second = Sample.cipher();
        registry.add(second, Sample.description(second, -5));
        registry.update(second, Sample.description(second, 5));
        assertThat(serving()).isSameAs(first);
        registry.doWork();
        assertThat(serving()).isSameAs(second);

        registry.update(second, Sample.description(second, -5));
        assertThat(serving()).isSameAs(first);
        registry.update(Sample.cipher(), Sample.description(first, 100));
        assertThat(serving()).isSameAs(first);
    }

    @Test
    void listenersAreToldOfEveryChangeUntilForgotten() {
        var told = new AtomicInteger();
        Runnable listener = told::incrementAndGet;
        registry.listen(listener);
        Transform transform = install(Sample.cipher(), 0);
        assertThat(told).hasValue(2);
        registry.remove(transform);
        assertThat(told).hasValue(3);

        registry.forget(listener);
        install(Sample.cipher(), 0);
        assertThat(told).hasValue(3);
    }

    private static final ServiceReference<CipherTransform> BUNDLE_42 = reference();

    @SuppressWarnings("unchecked")
    private static ServiceReference<CipherTransform> reference() {
        var bundle = answering(
                Bundle.class,
                Map.of("getBundleId", 42L, "getSymbolicName", "third.party.aes", "getVersion", new Version(1, 2, 3)));
        return (ServiceReference<CipherTransform>) answering(ServiceReference.class, Map.of("getBundle", bundle));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }

    @Test
    void howAnAlgorithmMayBeUsedIsSaidBeforeItComesAndHoldsWhenItReturns() {
        var told = new AtomicInteger();
        registry.listen(told::incrementAndGet);
        var policy = TransformPolicy.OPEN.with(AES.name(), TransformUse.WITHDRAWN);
        registry.govern(policy);
        registry.govern(policy);
        assertThat(told).as("the same policy is no news").hasValue(1);
        for (int i = 0; i < 2; i++) {
            CipherTransform transform = Sample.cipher();
            install(transform, 0);
            assertThat(registry.snapshot().serving(AES)).isPresent();
            assertThat(registry.snapshot().obstacle(AES, false)).isPresent();
            registry.remove(transform);
        }
        registry.govern(TransformPolicy.OPEN);
        assertThat(registry.snapshot().obstacle(AES, true)).isEmpty();
    }

    @Test
    void whenAnAlgorithmWasLastNegotiatedIsKnownWhoeverUsesItNow() {
        var nanos = new AtomicLong(10);
        var timed = new Registry(nanos::get, Threads.system());
        assertThat(timed.sinceNegotiated()).isEmpty();
        timed.negotiated(AES);
        nanos.set(70);
        timed.negotiated(AES);
        nanos.set(100);
        assertThat(timed.sinceNegotiated()).containsExactly(Map.entry(AES, 30L));
    }

    @Test
    void negotiationsWithWhatIsDeprecatedAreCountedByAlgorithm() {
        registry.countDeprecated(AES);
        registry.countDeprecated(AES);
        assertThat(registry.deprecated()).containsExactly(Map.entry(AES, 2L));
    }

    @Test
    void theComponentAdmitsWhatIsBoundAndListsWhatIsWronglyDescribed() throws Exception {
        var component = new RegistryComponent(World.ticker(), Threads.system());
        var admitted = new CountDownLatch(1);
        component.listen(() -> {
            if (component.snapshot().serving(AES).isPresent()) {
                admitted.countDown();
            }
        });
        var cipher = Sample.cipher();
        component.bindCipher(cipher, Sample.properties(), BUNDLE_42);
        assertThat(admitted.await(20, TimeUnit.SECONDS)).isTrue();

        var wrong = Sample.cipher();
        var properties = new java.util.HashMap<>(Sample.properties());
        properties.remove("transform.standing");
        component.bindCipher(wrong, properties, BUNDLE_42);
        assertThat(component.snapshot().installed()).hasSize(2).last().satisfies(entry -> {
            assertThat(entry.state()).isEqualTo(State.FAILED);
            assertThat(entry.verdict()).contains("transform.standing");
            assertThat(entry.description().provider()).isEqualTo("bundle 42 third.party.aes 1.2.3");
        });

        component.unbindCipher(wrong);
        component.updatedCipher(cipher, properties, BUNDLE_42);
        assertThat(component.snapshot().serving(AES)).isEmpty();
        assertThat(component.snapshot().installed()).singleElement().satisfies(entry -> {
            assertThat(entry.description().name()).isEqualTo(AES.name());
            assertThat(entry.state()).isEqualTo(State.FAILED);
            assertThat(entry.verdict()).contains("transform.standing");
        });

        var again = new CountDownLatch(1);
        component.listen(() -> {
            if (component.snapshot().serving(AES).isPresent()) {
                again.countDown();
            }
        });
        component.updatedCipher(cipher, Sample.properties(), BUNDLE_42);
        assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
        component.unbindCipher(cipher);
        assertThat(component.snapshot().installed()).isEmpty();
        component.deactivate();
    }
}
