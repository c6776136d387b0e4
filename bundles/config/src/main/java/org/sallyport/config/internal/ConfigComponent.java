// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.sallyport.config.Candidate;
import org.sallyport.config.Change;
import org.sallyport.config.CommandTable;
import org.sallyport.config.Configuration;
import org.sallyport.config.Console;
import org.sallyport.config.Mode;
import org.sallyport.config.Reply;
import org.sallyport.config.RunningConfiguration;
import org.sallyport.config.StartupConfiguration;
import org.sallyport.config.StartupState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store as services. It reads the startup file once, before anybody can use it. */
@Component(
        immediate = true,
        service = {RunningConfiguration.class, CommandTable.class, StartupConfiguration.class, ConfigComponent.class})
public final class ConfigComponent implements RunningConfiguration, CommandTable, StartupConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigComponent.class);

    private final Store store = new Store();
    private final Startup startup;

    /** The file is named by {@code sallyport.startup}, else {@code startup-config.pix} in Karaf's {@code etc}. */
    @Activate
    public ConfigComponent(BundleContext context) {
        var etc = Optional.ofNullable(context.getProperty("karaf.etc")).orElse(".");
        var path = Optional.ofNullable(context.getProperty("sallyport.startup"))
                .map(Path::of)
                .orElse(Path.of(etc, "startup-config.pix"));
        startup = new Startup(store, path);
        startup.load();
    }

    /** What was not saved ends with this bundle, as a PIX's did at a reload. */
    @Deactivate
    void deactivate() {
        if (!startup.isSaved()) {
            LOG.warn("the running configuration is not the saved one; what was changed since \"write memory\" is lost");
        }
    }

    /** What contributors are handed to. */
    Store store() {
        return store;
    }

    @Override
    public Configuration current() {
        return store.current();
    }

    @Override
    public Reply execute(Console console, String line) {
        return store.execute(console, line);
    }

    @Override
    public Reply change(Function<Configuration, Change> change) {
        return store.change(change);
    }

    @Override
    public Reply merge(List<String> lines) {
        return store.merge(lines);
    }

    @Override
    public List<String> unsettled() {
        return store.unsettled();
    }

    @Override
    public void reevaluate() {
        store.reevaluate();
    }

    @Override
    public List<String> words(Mode mode) {
        return store.words(mode);
    }

    @Override
    public List<Candidate> complete(Mode mode, String buffer) {
        return store.complete(mode, buffer);
    }

    @Override
    public List<String> usage(Mode mode, String words) {
        return store.usage(mode, words);
    }

    @Override
    public boolean carriesSecret(Mode mode, String line) {
        return store.carriesSecret(mode, line);
    }

    @Override
    public StartupState state() {
        return startup.state();
    }

    @Override
    public Reply save() {
        return startup.save();
    }

    @Override
    public Reply load() {
        return startup.load();
    }

    @Override
    public Reply erase() {
        return startup.erase();
    }

    @Override
    public Reply stored() {
        return startup.stored();
    }

    @Override
    public List<String> running() {
        return startup.running();
    }
}
