// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.SecurityPolicy;

/**
 * The rules that are in the kernel, and how others take their place. A policy whose rules nft refuses does not keep those of
 * the others out: on its interface the rules stay that were there, and if there were none, nothing is forwarded there in
 * clear. Owned by the monitor of {@link LinuxHostNetwork}.
 */
final class LoadedRules {
    private final Nft nft;
    private @Nullable RuleScript loaded;
    private List<SecurityPolicy> guarded = List.of();

    LoadedRules(Nft nft) {
        this.nft = nft;
    }

    /** What nft says against the rules for a policy; nothing changes. */
    Optional<String> refusal(SecurityPolicy policy) {
        try {
            RuleScript script = RuleScript.of(List.of(policy), Set.of());
            Nft.Table present = nft.table().orElse(Nft.Table.NONE);
            int generation = present.generation() + 1;
            nft.check(script.setsFor(generation) + script.rulesFor(generation, present));
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Exchanges the rules, unless they are those that are there; what was counted stays.
     *
     * @return what was refused of them, in words
     * @throws IOException if they stay as they were
     */
    List<String> load(List<SecurityPolicy> policies) throws IOException {
        try {
            exchange(RuleScript.of(policies, Set.of()));
            guarded = List.copyOf(policies);
            return List.of();
        } catch (IOException | IllegalArgumentException e) {
            return loadSound(policies, new IOException(e.getMessage(), e));
        }
    }

    private List<String> loadSound(List<SecurityPolicy> policies, IOException refused) throws IOException {
        boolean unknown = guarded.isEmpty() && nft.table().isPresent(); // of a process before this one
        var sound = new ArrayList<SecurityPolicy>();
        var closed = new TreeSet<String>();
        var complaints = new ArrayList<String>();
        for (SecurityPolicy policy : policies) {
            Optional<String> why = refusal(policy);
            if (why.isEmpty()) {
                sound.add(policy);
                continue;
            }
            String name = policy.interfaceName();
            List<SecurityPolicy> former = guarded.stream()
                    .filter(one -> one.interfaceName().equals(name))
                    .toList();
            if (former.isEmpty() && (unknown || !RuleScript.canName(name))) {
                throw refused;
            }
            sound.addAll(former);
            if (former.isEmpty()) {
                closed.add(name);
            }
            complaints.add(name + ": " + why.get()
                    + (former.isEmpty()
                            ? "; nothing is forwarded there in clear"
                            : "; its rules were left as they were"));
        }
        if (complaints.isEmpty()) {
            throw refused; // no policy alone is to blame
        }
        exchange(RuleScript.of(sound, closed));
        guarded = List.copyOf(sound);
        return complaints;
    }

    private void exchange(RuleScript script) throws IOException {
        Optional<Nft.Table> present = nft.table();
        if (present.isEmpty() || !script.equals(loaded)) {
            loaded = null;
            Nft.Table old = present.orElse(Nft.Table.NONE);
            int generation = old.generation() + 1;
            nft.load(script.setsFor(generation));
            nft.load(script.rulesFor(generation, old));
            loaded = script;
        }
    }

    void unload() throws IOException {
        loaded = null;
        guarded = List.of();
        if (nft.table().isPresent()) {
            nft.unload();
        }
    }
}
