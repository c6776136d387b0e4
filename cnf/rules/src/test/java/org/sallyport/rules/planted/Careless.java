// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules.planted;

import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/** Helps itself to the world. Never run. */
public final class Careless {
    public List<Object> everything(Provider provider) throws InterruptedException {
        LongSupplier ticker = System::nanoTime;
        Thread.sleep(1);
        Security.addProvider(provider);
        return List.of(
                ticker,
                System.currentTimeMillis(),
                Instant.now(),
                new Random(),
                new SecureRandom(),
                Math.random(),
                new Timer(),
                new Thread(() -> {}),
                Executors.newCachedThreadPool(),
                ThreadLocal.withInitial(() -> 1),
                CompletableFuture.runAsync(() -> {}));
    }
}
