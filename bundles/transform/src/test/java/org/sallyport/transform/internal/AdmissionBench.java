// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.runtime.Threads;
import org.sallyport.testkit.VirtualTime;
import org.sallyport.transform.AlgorithmId;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Sample;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;

/** A registry, and the descriptions that transforms come to it with. */
abstract class AdmissionBench {
    static final AlgorithmId AES = AlgorithmId.encryption("test-aes");

    final Registry registry = new Registry(new VirtualTime()::nanos, Threads.system());

    /** Properties that differ from those of the sample cipher, or of the sample authenticator, by one. */
    record Said(Map<String, Object> properties) {
        static Said cipher() {
            return new Said(Sample.properties());
        }

        static Said mac() {
            return cipher().but("kind", "INTEGRITY")
                    .but("name", "test-sha1")
                    .but("keyBits", new int[] {160})
                    .but("pix", "esp-test-hmac")
                    .but("esp", 250);
        }

        Said but(String property, Object value) {
            var changed = new HashMap<>(properties);
            changed.put("transform." + property, value);
            return new Said(changed);
        }

        TransformDescription description() {
            return TransformDescription.of(properties, "test");
        }
    }

    final InstalledTransform install(Transform transform, Said said) {
        registry.add(transform, said.description());
        registry.doWork();
        List<InstalledTransform> installed = registry.snapshot().installed();
        return installed.get(installed.size() - 1);
    }

    static TransformDescription ranked(Said said, int ranking) {
        var properties = new HashMap<>(said.properties());
        properties.put("service.ranking", ranking);
        return TransformDescription.of(properties, "second");
    }
}
