// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.AccessFilter;
import org.sallyport.ipsec.AccessFilters;
import org.sallyport.ipsec.SecurityPolicy;

/**
 * The rules that are in the kernel, and how others take their place. A policy whose rules nft refuses does not keep those of
 * the others out: on its interface the rules stay that were there, and if there were none, nothing is forwarded there in
 * clear. Owned by the monitor of {@link LinuxHostNetwork}.
 */
final class LoadedRules {
    private final Nft nft;
    private final String tunName;
    private RuleScript.@Nullable Kernel kernel;
    private @Nullable RuleScript loaded; // by the last exchange that nft did not refuse
    private boolean certain; // that it stands as it was loaded, but for what other programs did
    private int generation; // of it
    private String found = ""; // the rules of a process before this one, while they stay
    private String standing = ""; // the table's shape when we left it; empty if that is not what it shall be
    private List<SecurityPolicy> guarded = List.of();
    private AccessFilters filters = AccessFilters.NONE;

    /** @param tunName the TUN that opened packets come out of */
    LoadedRules(Nft nft, String tunName) {
        this.nft = nft;
        this.tunName = tunName;
    }

    /** The access lists that are in the kernel. */
    AccessFilters filters() {
        return filters;
    }

    private RuleScript script(List<SecurityPolicy> policies, Set<String> closed, AccessFilters lists) {
        RuleScript.Kernel known = kernel;
        if (known == null) {
            known = new RuleScript.Kernel(tunName, nft.canLog());
            kernel = known;
        }
        return RuleScript.of(policies, closed, lists, known);
    }

    /** What nft says against the rules for a policy; nothing changes. */
    Optional<String> refusal(SecurityPolicy policy) {
        try {
            RuleScript script = script(List.of(policy), Set.of(), AccessFilters.NONE);
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
    List<String> load(List<SecurityPolicy> policies, AccessFilters lists) throws IOException {
        try {
            exchange(script(policies, Set.of(), lists));
            guarded = List.copyOf(policies);
            filters = lists;
            return List.of();
        } catch (IOException | IllegalArgumentException e) {
            return lists.filters().isEmpty()
                    ? loadSound(policies, Set.of(), new IOException(e.getMessage(), e))
                    : loadClosed(policies, lists, String.valueOf(e.getMessage()));
        }
    }

    /** A machine whose kernel knows no connections, for instance, can guard, but not filter. */
    private List<String> loadClosed(List<SecurityPolicy> policies, AccessFilters lists, String why) throws IOException {
        List<String> names =
                lists.filters().stream().map(AccessFilter::interfaceName).toList();
        var complaints = new ArrayList<String>();
        try {
            exchange(script(policies, new TreeSet<>(names), AccessFilters.NONE));
            guarded = List.copyOf(policies);
            filters = AccessFilters.NONE;
            names.forEach(name ->
                    complaints.add(name + ": its access list cannot be loaded, nothing is forwarded there: " + why));
        } catch (IOException | IllegalArgumentException e) {
            complaints.addAll(loadSound(policies, names, new IOException(e.getMessage(), e)));
            complaints.add("access lists are not loaded, nothing is forwarded where they belong: " + why);
        }
        return complaints;
    }

    private List<String> loadSound(List<SecurityPolicy> policies, Collection<String> filtered, IOException refused)
            throws IOException {
        boolean unknown = guarded.isEmpty() && nft.table().isPresent(); // of a process before this one
        var sound = new ArrayList<SecurityPolicy>();
        var closed = new TreeSet<String>(filtered);
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
        exchange(script(sound, closed, AccessFilters.NONE));
        guarded = List.copyOf(sound);
        filters = AccessFilters.NONE;
        return complaints;
    }

    private void exchange(RuleScript script) throws IOException {
        if (grow(script)) {
            return;
        }
        Nft.Table present = nft.table().orElse(Nft.Table.NONE);
        if (!certain || !script.equals(loaded) || !present.shape().equals(standing)) {
            load(script, present);
        }
    }

    /** Adds elements, if that is all there is to do: what stands is not read, since whatever others do to it is heard of. */
    private boolean grow(RuleScript script) {
        RuleScript before = loaded;
        if (!certain || standing.isEmpty() || before == null || before.equals(script)) {
            return false;
        }
        try {
            Optional<String> additions = script.additionsTo(before, generation);
            if (additions.isPresent()) {
                nft.load(additions.get());
                loaded = script;
            }
            return additions.isPresent();
        } catch (IOException e) {
            return false; // the table may be another one now
        }
    }

    private void load(RuleScript script, Nft.Table present) throws IOException {
        certain = false;
        generation = present.generation() + 1;
        try {
            nft.load(script.setsFor(generation));
            nft.load(script.rulesFor(generation, present));
            loaded = script;
            certain = true;
            found = "";
        } finally {
            standing = shape();
        }
    }

    private String shape() throws IOException {
        return nft.table().orElse(Nft.Table.NONE).shape();
    }

    /** Keeps the rules of an earlier process as they are found. @return whether any are there */
    boolean keep() throws IOException {
        if (loaded == null && found.isEmpty()) {
            standing = shape();
            found = nft.script();
        }
        return loaded != null || !found.isEmpty();
    }

    /**
     * Puts the rules back if another program changed them: all of the table in one step, since nobody knows what became of
     * it. What was counted is lost.
     *
     * @param elements whether it is known to have taken elements of sets
     * @return whether it had
     * @throws IOException if they cannot be put back
     */
    boolean mend(boolean elements) throws IOException {
        Nft.Table present = nft.table().orElse(Nft.Table.NONE);
        boolean intact = !elements && !standing.isEmpty() && present.shape().equals(standing);
        if (intact || loaded == null && found.isEmpty()) {
            return false;
        }
        try {
            generation = present.generation() + 1;
            nft.replace(
                    loaded == null ? found : loaded.setsFor(generation) + loaded.rulesFor(generation, Nft.Table.NONE));
            standing = shape();
            return true;
        } catch (IOException e) {
            standing = "";
            throw e;
        }
    }

    void unload() throws IOException {
        loaded = null;
        found = "";
        standing = "";
        guarded = List.of();
        filters = AccessFilters.NONE;
        if (nft.table().isPresent()) {
            nft.unload();
        }
    }
}
