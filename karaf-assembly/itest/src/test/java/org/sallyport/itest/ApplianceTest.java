// SPDX-License-Identifier: Apache-2.0
package org.sallyport.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformRegistry;

/** What must hold of the appliance when it has booted. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public class ApplianceTest {
    @Inject
    private BootFinished booted;

    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

    @Inject
    private TransformRegistry registry;

    @Configuration
    public Option[] configuration() {
        return Appliance.options();
    }

    @Test
    public void everyBundleIsActive() {
        List<String> idle = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .map(bundle -> bundle + " is in state " + bundle.getState())
                .toList();

        assertEquals(List.of(), idle);
        assertTrue(ours().count() >= 10);
    }

    @Test
    public void everyComponentIsSatisfied() {
        List<String> wanting = components.getComponentDescriptionDTOs(ours().toArray(Bundle[]::new)).stream()
                .filter(component -> !isSatisfied(component))
                .map(component -> component.name)
                .toList();

        assertEquals(List.of(), wanting);
    }

    private boolean isSatisfied(ComponentDescriptionDTO component) {
        return components.getComponentConfigurationDTOs(component).stream()
                .anyMatch(configuration -> configuration.state == ComponentConfigurationDTO.SATISFIED
                        || configuration.state == ComponentConfigurationDTO.ACTIVE);
    }

    @Test
    public void everyTransformIsAdmitted() throws InterruptedException {
        List<String> keywords = List.of(
                "ah-md5-hmac",
                "ah-sha-hmac",
                "ah-sha256-hmac",
                "ah-sha384-hmac",
                "ah-sha512-hmac",
                "esp-3des",
                "esp-aes",
                "esp-aes-192",
                "esp-aes-256",
                "esp-des",
                "esp-gcm",
                "esp-gcm-192",
                "esp-gcm-256",
                "esp-md5-hmac",
                "esp-null",
                "esp-sha-hmac",
                "esp-sha256-hmac",
                "esp-sha384-hmac",
                "esp-sha512-hmac");
        List<String> groups = List.of("1", "14", "15", "16", "17", "18", "19", "2", "20", "21", "5");

        Waiting.until(
                registry,
                "complete",
                snapshot -> snapshot.keywords().equals(keywords)
                        && snapshot.isakmpKeywords(TransformKind.KEY_EXCHANGE).equals(groups));
        Waiting.until(
                registry,
                "all admitted",
                snapshot -> snapshot.installed().stream()
                        .allMatch(entry -> entry.state() == InstalledTransform.State.ADMITTED));
    }

    @Test
    public void nobodyWarnedAtBoot() throws IOException {
        try (Stream<String> log = Files.lines(Path.of(System.getProperty("karaf.log"), "karaf.log"))) {
            assertEquals(
                    List.of(),
                    log.filter(line -> line.contains("| WARN ") || line.contains("| ERROR "))
                            .filter(line -> line.contains("sallyport"))
                            .limit(20)
                            .toList());
        }
    }

    private Stream<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("org.sallyport."));
    }
}
