// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import java.util.logging.Logger;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Takes jars that are not trusted out of whatever the framework wants to resolve, so that no class of theirs is ever loaded.
 * Their bytes are read from the framework's own store: what was verified is what runs.
 *
 * <p>Thread-safe. A jar is verified once as long as it may be used, and again whenever somebody wants one that may not.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class SignatureHook implements BundleActivator, ResolverHookFactory, ResolverHook {
    private static final Logger LOG = Logger.getLogger("org.sallyport.signatures");
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";

    private final Map<Long, Judgement> judgements = new ConcurrentSkipListMap<>();
    private LongPredicate lives = id -> true;
    private Scope scope = Scope.DEPLOY;
    private DeployFolder deploy = new DeployFolder("");
    private Path trusted = Path.of("");
    private Store store = new Store(Path.of(""));

    /** What became of a jar. @param modified when its bundle changed last */
    private record Judgement(long modified, String name, Optional<String> objection) {
        @Override
        public String toString() {
            return name + objection.map(why -> ": refused, " + why).orElse(": trusted");
        }
    }

    /** An unknown setting means that every jar has to be signed: a typing error must not open the door. */
    @Override
    public void start(BundleContext context) {
        String setting = Optional.ofNullable(context.getProperty(Scope.SETTING)).orElse(scope.name());
        try {
            scope = Scope.of(setting);
        } catch (IllegalArgumentException e) {
            scope = Scope.ALL;
            LOG.severe(Scope.SETTING + " is \"" + setting + "\", not none, deploy or all: " + scope.says);
        }
        deploy = new DeployFolder(Path.of(context.getProperty("karaf.base"), "deploy") + "/");
        trusted = Path.of(context.getProperty("karaf.etc"), "trusted");
        store = new Store(context.getDataFile("").toPath().resolve("../..").normalize());
        lives = id -> context.getBundle(id) != null;
        Dictionary<String, String> named = new Hashtable<>(Map.of("sallyport.listing", "signatures"));
        context.registerService(Supplier.class, this::listing, named);
        context.registerService(FindHook.class, this::hide, null);
        if (scope != Scope.NONE) {
            context.registerService(ResolverHookFactory.class, this, null);
        }
    }

    /**
     * Hides from FileInstall what it did not take out of {@code deploy}. It would update whatever has a new jar's name and version,
     * and the bundle's location would go on saying that it came with the appliance. Such a jar is now one more of its name, which
     * the framework does not install, and the bundle that was there notices nothing.
     */
    private void hide(BundleContext seeker, Collection<Bundle> found) {
        if (FILE_INSTALL.equals(seeker.getBundle().getSymbolicName())) {
            found.removeIf(bundle -> bundle.getBundleId() != 0 && !deploy.holds(bundle.getLocation()));
        }
    }

    @Override
    public void stop(BundleContext context) {}

    @Override
    public ResolverHook begin(Collection<BundleRevision> triggers) {
        return this;
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        candidates.removeIf(candidate -> !mayResolve(candidate.getBundle()));
    }

    private boolean mayResolve(Bundle bundle) {
        if (bundle.getBundleId() == 0 || !scope.includes(bundle.getLocation(), deploy)) {
            return true;
        }
        Judgement before = judgements.get(bundle.getBundleId());
        if (before != null
                && before.modified() == bundle.getLastModified()
                && before.objection().isEmpty()) {
            return true;
        }
        var now = new Judgement(
                bundle.getLastModified(),
                bundle.getSymbolicName() + " " + bundle.getVersion() + " (" + bundle.getLocation() + ")",
                objection(bundle));
        judgements.keySet().removeIf(id -> !lives.test(id));
        judgements.put(bundle.getBundleId(), now);
        if (now.objection().isPresent() && !now.equals(before)) {
            LOG.severe(now + ". Sign it, and put the signer's certificate into " + trusted);
        }
        return now.objection().isEmpty();
    }

    private Optional<String> objection(Bundle bundle) {
        try {
            Trust trust = Trust.in(trusted);
            Optional<Path> jar = store.jar(bundle.getBundleId(), bundle.getLocation());
            return jar.isPresent() ? trust.objection(jar.get()) : Optional.of("the framework keeps no jar of it");
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private List<String> listing() {
        var lines = new ArrayList<String>();
        try {
            lines.add(scope.says + " by one of the " + Trust.in(trusted).size() + " certificates in " + trusted);
        } catch (IOException e) {
            lines.add(scope.says + ", and " + e.getMessage());
        }
        judgements.keySet().removeIf(id -> !lives.test(id));
        judgements.values().forEach(judgement -> lines.add("  " + judgement));
        return lines;
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> candidates) {}

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {}

    @Override
    public void end() {}
}
