// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.runtime.World;
import org.sallyport.transform.CipherTransform;
import org.sallyport.transform.TransformRegistry;
import org.sallyport.transform.TransformUsage.Failure;
import org.sallyport.transforms.aescbc.AesCbc;

/** An administrator is told of a transform that is set aside. */
final class TransformWatchTest {
    private final CipherTransform cipher = new AesCbc();
    private final TransformRegistry registry = TransformRegistry.of(World.ticker(), cipher);
    private final Heard heard = new Heard();

    @Test
    void whoeverListensLaterIsToldOnce() {
        var watch = new TransformWatch(registry);
        registry.snapshot().installed().get(0).usage().failed(new Failure(new IllegalStateException("planted"), false));
        ((org.sallyport.runtime.Agent) registry).doWork();
        watch.bindMessages(heard);
        watch.unbindMessages(heard);
        watch.bindMessages(heard);
        watch.deactivate();

        assertThat(heard.lines)
                .isEqualTo(List.of("402301 transform aes-cbc of AesCbc is quarantined: it failed in use: "
                        + "java.lang.IllegalStateException: planted"));
    }
}
