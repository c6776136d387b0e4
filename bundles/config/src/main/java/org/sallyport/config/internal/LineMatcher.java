// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.config.Arguments.Word;
import org.sallyport.config.Command;
import org.sallyport.config.Judgement;
import org.sallyport.config.TokenType;

/**
 * Matches words against many forms at once, so that an abbreviation is unique or not over all of them. Owned by one call.
 */
final class LineMatcher {
    /** A form and how far it has been matched. */
    record Path(Form form, int position, @Nullable Trail trail) {
        /** A form of which nothing has been typed. */
        static Path beginning(Form form) {
            return new Path(form, -1, null);
        }

        List<Integer> next() {
            return position < 0 ? form.grammar().first() : form.grammar().after(position);
        }

        boolean complete() {
            return position >= 0 && form.grammar().ends(position);
        }
    }

    /** The words so far, last first. */
    record Trail(@Nullable Trail before, Word word, Optional<String> unavailable) {}

    private final Map<String, TokenType> types;
    private List<Path> live;

    // The outcomes of one word, best first.
    private final List<Path> exact = new ArrayList<>();
    private final List<Path> valid = new ArrayList<>();
    private final List<Path> begun = new ArrayList<>();
    private final List<Path> waiting = new ArrayList<>();
    private Optional<String> complaint = Optional.empty();

    /** @param beginnings the forms that may be typed */
    LineMatcher(List<Path> beginnings, Map<String, TokenType> types) {
        this.types = types;
        live = beginnings;
    }

    /** The forms that fit so far. */
    List<Path> live() {
        return live;
    }

    /** Whether the words so far may be followed by this one; if so, they include it from now on. */
    boolean accept(String word) {
        forget();
        String lower = word.toLowerCase(Locale.ROOT);
        for (var path : live) {
            for (int position : path.next()) {
                judge(path, position, word, lower);
            }
        }
        var next = best();
        if (next.isEmpty() || ambiguous()) {
            return false;
        }
        live = List.copyOf(next);
        return true;
    }

    /** Whether the word just refused begins several keywords. */
    boolean ambiguous() {
        return best() == begun
                && begun.stream().map(LineMatcher::lastKeyword).distinct().count() > 1;
    }

    /** What a variable said about the word just refused. */
    Optional<String> complaint() {
        return complaint;
    }

    /** Whether one of the words so far is secret. */
    boolean secret() {
        return live.stream().anyMatch(path -> words(path).stream().anyMatch(Word::secret));
    }

    /** Whether the word in this place, one of those so far, is secret. */
    boolean secret(int place) {
        return live.stream().anyMatch(path -> words(path).get(place).secret());
    }

    /** Whether the next word may be a secret. */
    boolean secretNext() {
        return live.stream()
                .anyMatch(path -> path.next().stream()
                        .anyMatch(position ->
                                path.form().grammar().token(position).secret()));
    }

    /** The best complete match. */
    Optional<Parse.Matched> matched() {
        return live.stream()
                .filter(Path::complete)
                .min((one, other) -> one.form().kind().compareTo(other.form().kind()))
                .map(path -> new Parse.Matched(
                        path.form(),
                        path.form().canonical(words(path)),
                        unavailable(path.trail()),
                        fits(path.form().command())));
    }

    private boolean fits(Command command) {
        return live.stream()
                .filter(Path::complete)
                .map(Path::form)
                .anyMatch(form -> form.kind() == Form.Kind.REMOVE_UNDER && form.command() == command);
    }

    private void forget() {
        exact.clear();
        valid.clear();
        begun.clear();
        waiting.clear();
        complaint = Optional.empty();
    }

    private List<Path> best() {
        return !exact.isEmpty() ? exact : !valid.isEmpty() ? valid : !begun.isEmpty() ? begun : waiting;
    }

    private void judge(Path path, int position, String word, String lower) {
        var token = path.form().grammar().token(position);
        if (!token.isKeyword()) {
            judgeVariable(path, position, token, word);
        } else if (token.keyword().equals(lower)) {
            exact.add(extended(path, position, token.keyword(), Optional.empty()));
        } else if (token.keyword().startsWith(lower)) {
            begun.add(extended(path, position, token.keyword(), Optional.empty()));
        }
    }

    private void judgeVariable(Path path, int position, Token token, String word) {
        var judgement = type(token).map(type -> type.judge(word)).orElseGet(() -> missing(token, word));
        if (judgement instanceof Judgement.Valid fine) {
            valid.add(extended(path, position, fine.canonical(), Optional.empty()));
        } else if (judgement instanceof Judgement.Unavailable absent) {
            waiting.add(extended(path, position, word, Optional.of(absent.reason())));
        } else if (judgement instanceof Judgement.Invalid wrong && complaint.isEmpty()) {
            complaint = Optional.of(wrong.message());
        }
    }

    Optional<TokenType> type(Token token) {
        return Optional.ofNullable(token.builtIn() != null ? token.builtIn() : types.get(token.type()));
    }

    private static Judgement missing(Token token, String word) {
        return new Judgement.Unavailable(
                "nothing installed knows the " + token.label() + " \"" + Shown.word(word) + "\"");
    }

    private static Path extended(Path path, int position, String value, Optional<String> unavailable) {
        var token = path.form().grammar().token(position);
        var word = token.isKeyword()
                ? path.form().grammar().keyword(position)
                : new Word(token.variable(), value, token.secret());
        return new Path(path.form(), position, new Trail(path.trail(), word, unavailable));
    }

    private static String lastKeyword(Path path) {
        return path.form().grammar().token(path.position()).keyword();
    }

    private static List<Word> words(Path path) {
        var words = new ArrayList<Word>();
        for (var trail = path.trail(); trail != null; trail = trail.before()) {
            words.add(0, trail.word());
        }
        return words;
    }

    private static Optional<String> unavailable(@Nullable Trail trail) {
        if (trail == null) {
            return Optional.empty();
        }
        var earlier = unavailable(trail.before());
        return earlier.isPresent() ? earlier : trail.unavailable();
    }
}
