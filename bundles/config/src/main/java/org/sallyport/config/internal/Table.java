// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sallyport.config.Candidate;
import org.sallyport.config.CommandSet;
import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Mode;
import org.sallyport.config.Setting;
import org.sallyport.config.TokenType;

/** The commands and types present at one time. Immutable. */
final class Table {
    private static final int MAX_USAGE = 16;
    private static final String HINT = "Type help or '?' for a list of available commands.";

    private final Map<String, Setting> settings;
    private final Map<String, TokenType> types;
    private final Map<Mode, List<LineMatcher.Path>> beginnings = new EnumMap<>(Mode.class);
    private final Map<String, List<LineMatcher.Path>> ofSetting;

    private Table(List<Form> forms, Map<String, TokenType> types) {
        settings = forms.stream()
                .filter(form -> form.kind() == Form.Kind.ENTER)
                .collect(Collectors.toMap(
                        form -> form.command().grammar(), form -> (Setting) form.command(), (first, second) -> first));
        this.types = Map.copyOf(types);
        ofSetting = forms.stream()
                .filter(form -> form.kind() == Form.Kind.ENTER && form.typed() == 0)
                .collect(Collectors.groupingBy(
                        form -> form.command().grammar(),
                        Collectors.mapping(LineMatcher.Path::beginning, Collectors.toList())));
        for (Mode mode : Mode.values()) {
            beginnings.put(
                    mode,
                    forms.stream()
                            .filter(form -> mode.allows(form.mode()))
                            .map(LineMatcher.Path::beginning)
                            .toList());
        }
    }

    /** A command whose grammar is wrong is left out; the others of its set are there. */
    static Table of(List<CommandSet> sets) {
        var types = new LinkedHashMap<String, TokenType>();
        var forms = new ArrayList<Form>();
        for (var set : sets) {
            set.types().forEach(type -> types.put(type.name(), type));
            for (var command : set.commands()) {
                if (Form.fault(command).filter(Form.Fault::fatal).isEmpty()) {
                    forms.addAll(Form.of(command, set.aliases()));
                }
            }
        }
        return new Table(forms, types);
    }

    /** Matches a line that is no comment and not empty. */
    Parse parse(Mode mode, String line) {
        var words = Words.split(line);
        var matcher = matcher(mode);
        for (int i = 0; i < words.size(); i++) {
            var before = matcher.live();
            if (!matcher.accept(words.get(i))) {
                return failed(matcher, before, words, i);
            }
        }
        var matched = matcher.matched();
        return matched.isPresent()
                ? matched.get()
                : new Parse.Failed(true, "Not enough arguments.", usage(matcher.live()));
    }

    /** Matches a canonical line of a setting, which most often still is one: much sooner done than asking all commands. */
    Optional<Parse.Matched> again(String setting, String text) {
        var matcher = new LineMatcher(ofSetting.getOrDefault(setting, List.of()), types);
        for (var word : Words.split(text)) {
            if (!matcher.accept(word)) {
                return Optional.empty();
            }
        }
        return matcher.matched().filter(match -> match.text().equals(text));
    }

    private LineMatcher matcher(Mode mode) {
        return new LineMatcher(beginnings.getOrDefault(mode, List.of()), types);
    }

    private static Parse.Failed failed(LineMatcher matcher, List<LineMatcher.Path> before, List<String> words, int at) {
        if (matcher.ambiguous()) {
            return new Parse.Failed(true, "% Ambiguous command:  \"" + shown(matcher, words, at) + "\"", List.of());
        }
        if (at == 0) {
            return new Parse.Failed(false, "unknown command \"" + Shown.word(words.get(0)) + "\"", List.of(HINT));
        }
        var word = matcher.secret() ? "word after a secret" : "word \"" + Shown.word(words.get(at)) + "\"";
        if (before.stream().allMatch(path -> path.next().isEmpty())) {
            return new Parse.Failed(true, "unexpected " + word, usage(before));
        }
        return matcher.complaint()
                .map(message -> new Parse.Failed(true, message, List.of()))
                .orElseGet(() -> new Parse.Failed(false, "invalid " + word, usage(before)));
    }

    /** The words up to one that was not accepted. */
    private static String shown(LineMatcher matcher, List<String> words, int last) {
        return IntStream.rangeClosed(0, last)
                .mapToObj(i -> i < last && matcher.secret(i) ? Line.MASK : words.get(i))
                .collect(Collectors.joining(" "));
    }

    private static List<String> usage(List<LineMatcher.Path> paths) {
        var usages = paths.stream().map(path -> path.form().usage()).distinct().toList();
        var lines = new ArrayList<String>();
        for (var usage : usages.subList(0, Math.min(MAX_USAGE, usages.size()))) {
            lines.add((lines.isEmpty() ? "Usage:  " : "        ") + usage);
        }
        if (usages.size() > MAX_USAGE) {
            lines.add("        ... " + (usages.size() - MAX_USAGE) + " more");
        }
        return lines;
    }

    /** The setting with this grammar. */
    Optional<Setting> setting(String grammar) {
        return Optional.ofNullable(settings.get(grammar));
    }

    List<String> words(Mode mode) {
        return matcher(mode).live().stream()
                .flatMap(path -> path.next().stream().map(path.form().grammar()::token))
                .filter(Token::isKeyword)
                .map(Token::keyword)
                .distinct()
                .sorted()
                .toList();
    }

    /** Usage of the commands that fit these words. */
    List<String> usage(Mode mode, String buffer) {
        var matcher = matcher(mode);
        for (var word : Words.split(buffer)) {
            if (!matcher.accept(word)) {
                return List.of();
            }
        }
        return usage(matcher.live());
    }

    List<Candidate> complete(Mode mode, String buffer, Configuration configuration) {
        var words = new ArrayList<>(Words.split(buffer));
        boolean fresh = words.isEmpty() || Character.isWhitespace(buffer.charAt(buffer.length() - 1));
        var begin = fresh ? "" : words.remove(words.size() - 1);
        var matcher = matcher(mode);
        for (var word : words) {
            if (!matcher.accept(word)) {
                return List.of();
            }
        }
        var candidates = new TreeMap<String, Candidate>();
        for (var path : matcher.live()) {
            for (int position : path.next()) {
                var token = path.form().grammar().token(position);
                for (var candidate : candidates(matcher, path.form(), token, configuration)) {
                    if (!candidate.literal() || Shown.begins(candidate.word(), begin)) {
                        candidates.putIfAbsent(candidate.word(), candidate);
                    }
                }
            }
        }
        if (fresh && matcher.matched().isPresent()) {
            candidates.put("<cr>", new Candidate("<cr>", "", false));
        }
        return List.copyOf(candidates.values());
    }

    private static List<Candidate> candidates(
            LineMatcher matcher, Form form, Token token, Configuration configuration) {
        var help = form.help(token);
        if (token.isKeyword()) {
            return List.of(new Candidate(token.keyword(), help, true));
        }
        var listed =
                matcher.type(token).map(type -> type.candidates(configuration)).orElse(List.of());
        return listed.isEmpty() ? List.of(new Candidate(token.shown(), help, false)) : listed;
    }

    /** Whether a secret stands in the line, as far as it can be understood. */
    boolean carriesSecret(Mode mode, String line) {
        var matcher = matcher(mode);
        for (var word : Words.split(line)) {
            if (matcher.secret() || matcher.secretNext()) {
                return true;
            }
            if (!matcher.accept(word)) {
                return false;
            }
        }
        return matcher.secret();
    }
}
