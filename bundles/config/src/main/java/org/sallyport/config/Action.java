// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

import java.util.List;

/**
 * A command that does something at once and is never stored, for instance {@code clear crypto sa}. Immutable.
 */
public final class Action implements Command {
    /** Does it, in the thread of the console. */
    @FunctionalInterface
    public interface Effect {
        /** Runs once; an unchecked exception is printed as an error. */
        Reply run(Invocation invocation);
    }

    private final String grammar;
    private final Mode mode;
    private final List<String> help;
    private final Effect effect;

    private Action(String grammar, Mode mode, List<String> help, Effect effect) {
        this.grammar = grammar;
        this.mode = mode;
        this.help = help;
        this.effect = effect;
    }

    /** An action of privileged mode. */
    public static Action of(String grammar, Effect effect) {
        return of(grammar, Mode.PRIVILEGED, effect);
    }

    /** An action that may be typed in this mode and those beyond it. */
    public static Action of(String grammar, Mode mode, Effect effect) {
        return new Action(grammar, mode, List.of(), effect);
    }

    /** Help: one text an element of the grammar, in its order; a choice, an option or a repetition is one element. */
    public Action help(String... texts) {
        return new Action(grammar, mode, List.of(texts), effect);
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

    /** What it does. */
    public Effect effect() {
        return effect;
    }

    @Override
    public String toString() {
        return "action " + grammar;
    }
}
