// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.config.Arguments.Word;
import org.sallyport.config.Command;
import org.sallyport.config.Mode;
import org.sallyport.config.Setting;

/**
 * One way of typing a command: as declared, with a verb before it, or by an alias.
 *
 * @param kind what it does
 * @param command the declaration
 * @param text the grammar of what is typed, as declared
 * @param grammar the same, compiled
 * @param keyLength how many leading words of a canonical line are its key
 * @param typed how many leading words an alias has, 0 when it is none
 * @param meant the words they stand for
 */
record Form(Kind kind, Command command, String text, Grammar grammar, int keyLength, int typed, List<String> meant) {
    /** What a form does, and the verb it begins with. Where a line fits several, the first wins. */
    enum Kind {
        /** Runs an action or a listing. */
        RUN(""),
        /** Enters a line. */
        ENTER(""),
        /** Removes the line. */
        REMOVE_LINE("no "),
        /** Removes what begins with the words. */
        REMOVE_UNDER("no "),
        /** Removes what begins with the words. */
        CLEAR("clear "),
        /** Lists what begins with the words. */
        LIST("show ");

        private final String verb;

        Kind(String verb) {
            this.verb = verb;
        }

        /** Whether words that are not available forbid it. */
        boolean needsMeaning() {
            return this == RUN || this == ENTER;
        }

        boolean hasVerb() {
            return !verb.isEmpty();
        }
    }

    /** What is wrong with a declaration; a fatal fault makes the command useless, another only its help. */
    record Fault(boolean fatal, String message) {}

    /** Looks for a fault. */
    static Optional<Fault> fault(Command command) {
        try {
            of(command, Map.of());
        } catch (IllegalArgumentException e) {
            return Optional.of(new Fault(true, "command left out: " + e.getMessage()));
        }
        return command.help().isEmpty() || hasHelp(command)
                ? Optional.empty()
                : Optional.of(new Fault(
                        false,
                        "help of \"" + command.grammar() + "\" has "
                                + command.help().size() + " texts, the grammar has "
                                + Grammar.of(command.grammar()).elements() + " elements"));
    }

    /** All forms of a command. */
    static List<Form> of(Command command, Map<String, String> aliases) {
        var main = Grammar.of(command.grammar());
        var forms = new ArrayList<Form>();
        if (command instanceof Setting setting) {
            add(forms, Kind.ENTER, setting, main, setting.grammar(), aliases);
            add(forms, Kind.REMOVE_LINE, setting, main, setting.grammar(), aliases);
            if (!setting.key().isEmpty()) {
                checkKey(setting, main);
                add(forms, Kind.REMOVE_UNDER, setting, main, setting.key(), aliases);
            }
            setting.removable().forEach(form -> add(forms, Kind.REMOVE_UNDER, setting, main, form, aliases));
            setting.clearable().forEach(form -> add(forms, Kind.CLEAR, setting, main, form, aliases));
            setting.showable().forEach(form -> add(forms, Kind.LIST, setting, main, form, aliases));
        } else {
            add(forms, Kind.RUN, command, main, command.grammar(), aliases);
        }
        return forms;
    }

    private static void checkKey(Setting setting, Grammar main) {
        if (main.relative(setting.key()).length() < 0) {
            throw new IllegalArgumentException("key of \"" + setting.grammar() + "\" has no fixed length");
        }
    }

    private static void add(
            List<Form> forms, Kind kind, Command command, Grammar main, String text, Map<String, String> aliases) {
        var whole = kind.verb + text;
        int keyLength = command instanceof Setting setting && !setting.key().isEmpty()
                ? main.relative(setting.key()).length()
                : 0;
        forms.add(new Form(kind, command, whole, main.relative(whole), keyLength, 0, List.of()));
        aliases.forEach((typed, meant) -> {
            for (var verb : List.of("", "no ", "clear ", "show ")) {
                if ((whole + " ").startsWith(verb + meant + " ")) {
                    var spelled = verb + typed + whole.substring(verb.length() + meant.length());
                    forms.add(new Form(
                            kind,
                            command,
                            spelled,
                            main.relative(spelled),
                            keyLength,
                            Words.split(verb + typed).size(),
                            Words.split(verb + meant)));
                }
            }
        });
    }

    /** The least mode for it: lines may be listed before they may be changed. */
    Mode mode() {
        return kind == Kind.LIST ? Mode.PRIVILEGED : command.mode();
    }

    /** The words as they are written: aliases resolved, without the verb. */
    List<Word> canonical(List<Word> words) {
        var all = new ArrayList<Word>();
        if (typed > 0) {
            meant.forEach(word -> all.add(new Word("", word, false)));
        }
        all.addAll(words.subList(typed, words.size()));
        return kind.hasVerb() ? List.copyOf(all.subList(1, all.size())) : List.copyOf(all);
    }

    /** How it is typed, for a usage line; {@code no} stands with what it undoes. */
    String usage() {
        String typed = kind == Kind.CLEAR || kind == Kind.LIST
                ? text
                : (command instanceof Setting ? "[no] " : "") + command.grammar();
        return typed.replaceAll("<([^:>]*):[^>]*>", "<$1>");
    }

    /** The help text of a token of this form. */
    String help(Token token) {
        if (!hasHelp(command)) {
            return "";
        }
        var declared = Grammar.of(command.grammar()).declared();
        if (kind == Kind.RUN || (kind == Kind.ENTER && typed == 0)) {
            return command.help().get(token.index());
        }
        return declared.stream()
                .filter(other -> other.shown().equals(token.shown()))
                .findFirst()
                .map(other -> command.help().get(other.index()))
                .orElse(verbHelp(token));
    }

    /** Whether the command has one text for each element of its grammar. */
    static boolean hasHelp(Command command) {
        return command.help().size() == Grammar.of(command.grammar()).elements();
    }

    private static String verbHelp(Token token) {
        return switch (token.keyword()) {
            case "no" -> "Remove a configuration line";
            case "clear" -> "Remove configuration lines or state";
            case "show" -> "Show configuration or state";
            default -> "";
        };
    }
}
