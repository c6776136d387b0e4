// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.guest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.sallyport.transform.InstalledTransform.State;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformRegistry;

/**
 * Exchanges transform bundles, and tells what became of all others: commands of scope {@code lab} in the Karaf console.
 *
 * <pre>
 * mark NAMES                  from now on, whatever happens to a bundle whose name is none of these (separated by commas) is noted
 * changes                     events of other bundles, and components of theirs that are not what they were; a line each, or "none"
 * parts NAME                  components of a bundle with their states, and its services; a line each
 * services                    how many there are in all
 * loaders                     how many class loaders there must be, one a resolved bundle
 * cycle NAME URL OTHER TIMES  installs another provider, updates the bundle, uninstalls and installs it, uninstalls the other; again and again
 * gap NAME URL TIMES          updates the bundle, uninstalls and installs it while nothing takes its place; again and again
 * visit URL TIMES             installs a bundle of transforms that is not there, and uninstalls it; again and again
 * await NAME                  waits until the registry has examined the bundle's transforms
 * </pre>
 */
public final class Witness implements BundleActivator, SynchronousBundleListener {
    private static final long PATIENCE_MILLIS = 20_000;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<ServiceReference<?>> used = new ArrayList<>();
    private volatile Set<String> left = Set.of();
    private volatile Set<String> instances = Set.of();
    private @Nullable BundleContext held;

    @Override
    public void start(BundleContext context) {
        held = context;
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "lab");
        properties.put(
                "osgi.command.function",
                new String[] {"mark", "changes", "parts", "services", "loaders", "cycle", "gap", "visit", "await"});
        context.registerService(Witness.class, this, properties);
        context.addBundleListener(this);
    }

    @Override
    public void stop(BundleContext context) {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (!left.contains(event.getBundle().getSymbolicName())) {
            events.add("event " + event.getType() + " of " + event.getBundle());
        }
    }

    public void mark(String names) throws InvalidSyntaxException {
        left = Set.of(names.split(",", -1));
        used.forEach(context()::ungetService);
        used.clear();
        instances = instances(true);
        events.clear();
    }

    public void changes() throws InvalidSyntaxException {
        Set<String> now = instances(false);
        List<String> lines = new ArrayList<>(events);
        instances.stream().filter(each -> !now.contains(each)).forEach(each -> lines.add("no more: " + each));
        now.stream().filter(each -> !instances.contains(each)).forEach(each -> lines.add("new: " + each));
        System.out.println(lines.isEmpty() ? "none" : String.join("\n", lines));
    }

    /**
     * Every component of others by its configuration and its very object.
     *
     * @param use whether to use them from now on: one that is made for its users only goes with the last of them
     */
    private Set<String> instances(boolean use) throws InvalidSyntaxException {
        var found = new TreeSet<String>();
        ServiceComponentRuntime runtime = service(ServiceComponentRuntime.class);
        for (var component : runtime.getComponentDescriptionDTOs()) {
            if (!left.contains(component.bundle.symbolicName)) {
                for (var each : runtime.getComponentConfigurationDTOs(component)) {
                    found.add(component.name + " " + each.id + " in state " + each.state + object(each, use));
                }
            }
        }
        return found;
    }

    private String object(ComponentConfigurationDTO configuration, boolean use) throws InvalidSyntaxException {
        if (configuration.state != ComponentConfigurationDTO.ACTIVE || configuration.service == null) {
            return "";
        }
        ServiceReference<?>[] references =
                context().getAllServiceReferences(null, "(service.id=" + configuration.service.id + ")");
        if (references == null) {
            return " without its service";
        }
        Object object = context().getService(references[0]);
        if (use) {
            used.add(references[0]);
        } else {
            context().ungetService(references[0]);
        }
        return " @" + System.identityHashCode(object);
    }

    public void parts(String name) {
        Bundle bundle = find(name);
        ServiceComponentRuntime runtime = service(ServiceComponentRuntime.class);
        var lines = new ArrayList<String>();
        for (var component : runtime.getComponentDescriptionDTOs(bundle)) {
            for (var each : runtime.getComponentConfigurationDTOs(component)) {
                lines.add("component " + component.name + " in state " + each.state);
            }
        }
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> each : services == null ? new ServiceReference<?>[0] : services) {
            lines.add("service " + String.join(",", (String[]) each.getProperty(Constants.OBJECTCLASS)));
        }
        lines.stream().sorted().forEach(System.out::println);
    }

    public void services() throws InvalidSyntaxException {
        System.out.println(context().getAllServiceReferences(null, null).length);
    }

    /** Makes every class loader that there may be, and counts them. */
    public void loaders() {
        System.out.println(Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .map(bundle -> bundle.adapt(BundleWiring.class))
                .filter(wiring -> wiring != null
                        && (wiring.getRevision().getTypes() & BundleRevision.TYPE_FRAGMENT) == 0
                        && wiring.getClassLoader() != null)
                .count());
    }

    public void cycle(String name, String url, String other, int times) throws BundleException, InterruptedException {
        for (int i = 0; i < times; i++) {
            Bundle beside = install(other);
            gap(name, url, 1);
            beside.uninstall();
        }
    }

    public void gap(String name, String url, int times) throws BundleException, InterruptedException {
        for (int i = 0; i < times; i++) {
            Bundle own = find(name);
            own.update();
            examined(own);
            own.uninstall();
            install(url);
        }
    }

    public void visit(String url, int times) throws BundleException, InterruptedException {
        for (int i = 0; i < times; i++) {
            install(url).uninstall();
        }
    }

    public void await(String name) throws InterruptedException {
        examined(find(name));
    }

    private Bundle install(String location) throws BundleException, InterruptedException {
        Bundle bundle = context().installBundle(location);
        bundle.start();
        examined(bundle);
        return bundle;
    }

    private void examined(Bundle bundle) throws InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS; waited += 5) {
            if (isExamined(bundle)) {
                return;
            }
            Thread.sleep(5);
        }
        throw new IllegalStateException("the transforms of " + bundle + " wait for their examination");
    }

    private boolean isExamined(Bundle bundle) {
        ServiceReference<?>[] references = bundle.getRegisteredServices();
        var installed = service(TransformRegistry.class).snapshot().installed();
        boolean some = false;
        for (ServiceReference<?> reference : references == null ? new ServiceReference<?>[0] : references) {
            Object transform = context().getService(reference);
            context().ungetService(reference);
            some |= transform instanceof Transform;
            boolean waits = transform instanceof Transform
                    && installed.stream()
                            .noneMatch(entry -> entry.transform() == transform && entry.state() != State.PENDING);
            if (waits) {
                return false;
            }
        }
        return some;
    }

    private Bundle find(String name) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no bundle " + name));
    }

    private <T> T service(Class<T> type) {
        ServiceReference<T> reference = context().getServiceReference(type);
        if (reference == null) {
            throw new IllegalStateException("no " + type.getSimpleName());
        }
        return context().getService(reference);
    }

    private BundleContext context() {
        if (held == null) {
            throw new IllegalStateException("not started");
        }
        return held;
    }
}
