// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.sallyport.runtime.Agent;
import org.sallyport.runtime.Threads;
import org.sallyport.testkit.VirtualTime;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Sample;
import org.sallyport.transform.Transform;

/** A registry whose agent works when a test says so. */
abstract class RegistryBench {
    static final AlgorithmId AES = AlgorithmId.encryption("test-aes");

    final VirtualTime time = new VirtualTime();
    final Registry registry = new Registry(time::nanos, Threads.system());

    InstalledTransform only() {
        assertThat(registry.snapshot().installed()).hasSize(1);
        return registry.snapshot().installed().get(0);
    }

    Transform install(Transform transform, int ranking) {
        registry.add(transform, Sample.description(transform, ranking));
        registry.doWork();
        return transform;
    }

    Transform serving() {
        return registry.snapshot().serving(AES).orElseThrow().transform();
    }

    /** A round that finds nothing to do, and does not wait for it. */
    void idle() {
        registry.wakeUp();
        assertThat(registry.doWork()).isZero();
    }

    /** Threads that only answer calls: whoever starts one here fails. */
    interface Calls extends Threads {
        @Override
        default Running start(Agent agent) {
            throw new AssertionError("starts " + agent.roleName());
        }

        @Override
        default void run(String name, Runnable task) {
            throw new AssertionError("runs " + name);
        }
    }
}
