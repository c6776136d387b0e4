// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;
import java.util.function.BiFunction;
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

    private Show(String grammar, Mode mode, List<String> help, Renderer renderer) {
        this.grammar = grammar;
        this.mode = mode;
        this.help = help;
        this.renderer = renderer;
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
        return new Show(grammar, Mode.PRIVILEGED, List.of(), arguments -> renderer.apply(snapshot.get(), arguments));
    }

    /** The same listing in another mode. */
    public Show in(Mode least) {
        return new Show(grammar, least, help, renderer);
    }

    /** Help: one text an element of the grammar, in its order; a choice, an option or a repetition is one element. */
    public Show help(String... texts) {
        return new Show(grammar, mode, List.of(texts), renderer);
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

    /** What it prints. */
    public Renderer renderer() {
        return renderer;
    }

    @Override
    public String toString() {
        return "show " + grammar;
    }
}
