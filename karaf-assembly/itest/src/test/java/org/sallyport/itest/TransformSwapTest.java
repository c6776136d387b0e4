// SPDX-License-Identifier: Apache-2.0
package org.sallyport.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.inject.Inject;
import org.apache.karaf.features.BootFinished;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerSuite;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.sallyport.transform.TransformRegistry;

/** A transform comes and goes, and nobody else notices. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerSuite.class)
public class TransformSwapTest {
    private static final String NAME = "org.sallyport.transforms.triple-des";
    private static final String KEYWORD = "esp-3des";

    @Inject
    private BootFinished booted;

    @Inject
    private BundleContext context;

    @Inject
    private ServiceComponentRuntime components;

    @Inject
    private TransformRegistry registry;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final SynchronousBundleListener recorder = this::record;
    private String location = "";

    @Configuration
    public Option[] configuration() {
        return Appliance.options();
    }

    @Before
    public void record() throws InterruptedException {
        awaitKeyword();
        location = tripleDes().getLocation();
        context.addBundleListener(recorder);
    }

    @After
    public void restore() throws BundleException, InterruptedException {
        context.removeBundleListener(recorder);
        context.installBundle(location).start();
        awaitKeyword();
    }

    private void record(BundleEvent event) {
        if (!NAME.equals(event.getBundle().getSymbolicName())) {
            events.add(event.getBundle() + " had event " + event.getType());
        }
    }

    @Test
    public void uninstallingTakesItsKeywordAndTouchesNobody() throws Exception {
        Map<Long, String> before = otherComponents();

        tripleDes().uninstall();

        assertFalse(registry.snapshot().keywords().contains(KEYWORD));
        context.installBundle(location).start();
        awaitKeyword();
        assertEquals(before, otherComponents());
        assertEquals(List.of(), events);
    }

    @Test
    public void updatingTwentyTimesTouchesNobody() throws Exception {
        Map<Long, String> before = otherComponents();

        for (int round = 0; round < 20; round++) {
            tripleDes().update();
            awaitKeyword();
        }

        assertEquals(before, otherComponents());
        assertEquals(List.of(), events);
    }

    @Test
    public void itsClassesAreCollectedAfterItLeft() throws Exception {
        var left = new ReferenceQueue<ClassLoader>();
        WeakReference<ClassLoader> loader = leave(left);

        var ballast = new ArrayList<byte[]>();
        for (int round = 0; round < 100 && left.remove(100) == null; round++) {
            ballast.add(new byte[1 << 16]);
            System.gc();
        }

        assertEquals("held by somebody", null, loader.get());
    }

    /** In a frame of its own, which keeps nothing. */
    private WeakReference<ClassLoader> leave(ReferenceQueue<ClassLoader> queue) throws BundleException {
        Bundle bundle = tripleDes();
        var loader = new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader(), queue);
        assertNotNull(loader.get());
        bundle.uninstall();
        return loader;
    }

    private Bundle tripleDes() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> NAME.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    private void awaitKeyword() throws InterruptedException {
        Waiting.until(
                registry, "offering " + KEYWORD, snapshot -> snapshot.keywords().contains(KEYWORD));
    }

    /** All component instances but the transform's, by their identity. */
    private Map<Long, String> otherComponents() {
        var instances = new TreeMap<Long, String>();
        components.getComponentDescriptionDTOs().stream()
                .filter(component -> !NAME.equals(component.bundle.symbolicName))
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .forEach(instance -> instances.put(instance.id, instance.description.name + " " + instance.state));
        return instances;
    }
}
