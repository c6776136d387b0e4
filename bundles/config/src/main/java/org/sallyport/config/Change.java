// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a line does to the configuration: steps in their order, and what to print. Immutable; each method returns a longer copy.
 */
public final class Change {
    /** One step. */
    public sealed interface Step {
        /** Puts a line of the configuration, replacing the one with the same key. */
        record Put(String text) implements Step {
            @Override
            public String toString() {
                return "Put[********]";
            }
        }

        /** Removes a line; nothing if it is not there. */
        record Remove(Line line) implements Step {}

        /** Takes a snapshot of the lines as they are after all puts and removals, under a new generation. */
        record Bind(String name) implements Step {}

        /** Renews, in a snapshot that exists, the lines that fulfil the predicate: the present ones take their place. */
        record Rebind(String name, Predicate<Line> which) implements Step {}

        /** Drops a snapshot. */
        record Unbind(String name) implements Step {}
    }

    private static final Change NONE = new Change(List.of(), List.of(), Optional.empty());

    private final List<Step> steps;
    private final List<String> output;
    private final Optional<String> refusal;

    private Change(List<Step> steps, List<String> output, Optional<String> refusal) {
        this.steps = steps;
        this.output = output;
        this.refusal = refusal;
    }

    /** Nothing changes. */
    public static Change none() {
        return NONE;
    }

    /** Puts the line. */
    public static Change of(Line line) {
        return NONE.put(line.text());
    }

    /** Nothing changes, and {@code ERROR: message} is printed. The message names the offending word. */
    public static Change refused(String message) {
        return new Change(List.of(), List.of(), Optional.of(message));
    }

    /** Puts another line, for instance a normalised form of the typed one. Its handler is not asked. */
    public Change put(String text) {
        return with(new Step.Put(text));
    }

    /** Removes lines. Their removal handlers are not asked. */
    public Change remove(Collection<Line> lines) {
        var change = this;
        for (var line : lines) {
            change = change.with(new Step.Remove(line));
        }
        return change;
    }

    /** Takes the snapshot {@code name} anew. */
    public Change bind(String name) {
        return with(new Step.Bind(name));
    }

    /** Renews the lines of the snapshot {@code name} that fulfil the predicate; nothing if there is no such snapshot. */
    public Change rebind(String name, Predicate<Line> which) {
        return with(new Step.Rebind(name, which));
    }

    /** Drops the snapshot {@code name}. */
    public Change unbind(String name) {
        return with(new Step.Unbind(name));
    }

    /** Both changes in one; a refusal if one of them is. */
    public Change and(Change other) {
        var allSteps = new ArrayList<>(steps);
        allSteps.addAll(other.steps);
        var allOutput = new ArrayList<>(output);
        allOutput.addAll(other.output);
        return new Change(List.copyOf(allSteps), List.copyOf(allOutput), refusal.or(() -> other.refusal));
    }

    /** Prints {@code WARNING: message}. */
    public Change warn(String message) {
        return note("WARNING: " + message);
    }

    /** Prints a line as it is. */
    public Change note(String line) {
        var more = new ArrayList<>(output);
        more.add(line);
        return new Change(steps, List.copyOf(more), refusal);
    }

    /** What is done. */
    public List<Step> steps() {
        return steps;
    }

    /** What is printed on success. */
    public List<String> output() {
        return output;
    }

    /** Why nothing is done, without prefix. */
    public Optional<String> refusal() {
        return refusal;
    }

    private Change with(Step step) {
        var more = new ArrayList<>(steps);
        more.add(step);
        return new Change(List.copyOf(more), output, refusal);
    }
}
