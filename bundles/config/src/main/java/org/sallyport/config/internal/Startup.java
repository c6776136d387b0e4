// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.config.Reply;
import org.sallyport.config.StartupConfiguration;
import org.sallyport.config.StartupState;

/** The startup configuration: its file, and what became of it. Synchronized: two saves must not share the temporary file. */
public final class Startup implements StartupConfiguration {
    private static final String BUILDING = "Building configuration...";
    private static final String OK = "[OK]";
    private static final String NONE = "there is no startup configuration";

    private final Store store;
    private final StartupFile file;
    private volatile StartupState state = new StartupState.Absent();
    private volatile String saved = ""; // fingerprint

    /** The startup configuration of a store; nothing is read yet. */
    public Startup(Store store, Path path) {
        this.store = store;
        file = new StartupFile(path);
    }

    /** The refused lines are those that are refused now: a line may still have waited when the file was read. */
    @Override
    public StartupState state() {
        if (state instanceof StartupState.Loaded loaded) {
            var refused = new ArrayList<>(loaded.refused());
            refused.addAll(store.unsettled());
            return new StartupState.Loaded(loaded.lines(), refused);
        }
        return state;
    }

    @Override
    public synchronized Reply load() {
        if (!file.exists()) {
            state = new StartupState.Absent();
            return Reply.error(NONE);
        }
        StartupText.Content content;
        try {
            var text = file.read();
            if (StartupText.isErased(text)) {
                state = new StartupState.Erased();
                return Reply.error(NONE);
            }
            content = StartupText.read(text);
        } catch (IOException e) {
            return refused("it cannot be read: " + e);
        }
        if (content.damage().isPresent()) {
            return refused(content.damage().get());
        }
        int before = store.current().lines().size();
        var load = store.load(content.lines(), content.bound());
        var lines = content.lines().stream().filter(line -> !line.isBlank()).toList();
        saved = new StartupText.Body(lines, content.bound()).fingerprint();
        state = new StartupState.Loaded(store.current().lines().size() - before, load.lost());
        return load.reply();
    }

    private Reply refused(String reason) {
        state = new StartupState.Refused(reason + " (" + file + ")");
        return Reply.error("the startup configuration is refused, nothing of it is applied: " + reason);
    }

    @Override
    public synchronized Reply save() {
        var body = store.body();
        var checksum = body.checksum();
        try {
            if (state instanceof StartupState.Refused) {
                file.setAside();
            }
            file.write(StartupText.write(body.lines(), checksum, true, body.bound()));
        } catch (IOException e) {
            return Reply.error("the configuration cannot be saved: " + e);
        }
        saved = body.fingerprint();
        state = new StartupState.Loaded(body.lines().size(), List.of());
        return Reply.of(BUILDING, StartupText.grouped(checksum), OK);
    }

    @Override
    public synchronized Reply erase() {
        try {
            file.erase();
        } catch (IOException e) {
            return Reply.error("the startup configuration cannot be removed: " + e);
        }
        saved = "";
        state = new StartupState.Erased();
        return Reply.of(OK);
    }

    /** Whether the running configuration is the stored one, or there is none and nothing was stored. */
    boolean isSaved() {
        var body = store.body();
        return body.fingerprint().equals(saved) || body.isEmpty() && saved.isEmpty();
    }

    @Override
    public List<String> running() {
        var body = store.body();
        var lines = store.listing().masked(store.current().lines());
        return StartupText.write(lines, body.checksum(), body.fingerprint().equals(saved), Map.of());
    }

    /** The file's lines are masked by reading them into a configuration of their own, with the same commands. */
    @Override
    public synchronized Reply stored() {
        if (!file.exists()) {
            return Reply.error(NONE);
        }
        try {
            var text = file.read();
            if (StartupText.isErased(text)) {
                return Reply.error(NONE);
            }
            var content = StartupText.read(text);
            if (content.damage().isPresent()) {
                return Reply.error("the startup configuration is damaged: "
                        + content.damage().get());
            }
            var texts = content.lines().stream().filter(line -> !line.isBlank()).toList();
            return Reply.of(StartupText.write(store.masked(texts), StartupText.checksum(texts), true, Map.of()));
        } catch (IOException e) {
            return Reply.error("the startup configuration cannot be read: " + e);
        }
    }
}
