// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A command that prints a read model, for instance {@code show crypto ipsec sa}. Immutable.
 */
public final class Show implements Command {
    /** Turns the arguments into what is printed. */
    @FunctionalInterface
    public interface Renderer {
        /** Takes the snapshot and renders it. */
        List<String> lines(Arguments arguments);
    }

    private final String grammar;
    private final Mode mode;
    private final List<String> help;
    private final Renderer renderer;
    private final Function<Arguments, Optional<String>> objection;

    private Show(
            String grammar,
            Mode mode,
            List<String> help,
            Renderer renderer,
            Function<Arguments, Optional<String>> objection) {
        this.grammar = grammar;
        this.mode = mode;
        this.help = help;
        this.renderer = renderer;
        this.objection = objection;
    }

    /**
     * A listing of privileged mode.
     *
     * @param grammar begins with {@code show}
     * @param snapshot takes an immutable read model, without locks
     * @param renderer a pure function from the model and the arguments to lines
     */
    public static <S> Show of(
            String grammar, Supplier<? extends S> snapshot, BiFunction<? super S, Arguments, List<String>> renderer) {
        return new Show(
                grammar,
                Mode.PRIVILEGED,
                List.of(),
                arguments -> renderer.apply(snapshot.get(), arguments),
                arguments -> Optional.empty());
    }

    /** The same listing in another mode. */
    public Show in(Mode least) {
        return new Show(grammar, least, help, renderer, objection);
    }

    /** Help: one text an element of the grammar, in its order; a choice, an option or a repetition is one element. */
    public Show help(String... texts) {
        return new Show(grammar, mode, List.of(texts), renderer, objection);
    }

    /** The same listing, refused when the function answers why, without prefix: for instance that a name does not exist. */
    public Show unless(Function<Arguments, Optional<String>> wrong) {
        return new Show(grammar, mode, help, renderer, wrong);
    }

    @Override
    public String grammar() {
        return grammar;
    }

    @Override
    public Mode mode() {
        return mode;
    }

    @Override
    public List<String> help() {
        return help;
    }

    /** See {@link #unless}. */
    public Function<Arguments, Optional<String>> objection() {
        return objection;
    }

    /** What it prints. */
    public Renderer renderer() {
        return renderer;
    }

    @Override
    public String toString() {
        return "show " + grammar;
    }
}
