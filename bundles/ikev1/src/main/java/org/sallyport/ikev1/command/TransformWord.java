// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.command;

import java.util.List;
import java.util.function.Supplier;
import org.sallyport.config.Candidate;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.TokenType;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** A word of {@code isakmp policy} that stands for a transform: its keywords are those of the transforms that are installed. */
final class TransformWord implements TokenType {
    private final String name;
    private final TransformKind kind;
    private final Supplier<TransformSnapshot> transforms;

    /** @param name as grammars call it */
    TransformWord(String name, TransformKind kind, Supplier<TransformSnapshot> transforms) {
        this.name = name;
        this.kind = kind;
        this.transforms = transforms;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Judgement judge(String word) {
        if (transforms.get().isakmpKeyword(kind, word).isPresent()) {
            return new Judgement.Valid(word);
        }
        return word.matches("[a-z0-9][a-z0-9-]{0,39}")
                ? new Judgement.Unavailable(absence(kind, word))
                : new Judgement.Invalid("\"" + word + "\" is not " + article() + what(kind));
    }

    private String article() {
        return kind == TransformKind.ENCRYPTION ? "an " : "a ";
    }

    /** That nobody brings what a word means. */
    static String absence(TransformKind kind, String word) {
        return what(kind) + " " + word + " is not installed";
    }

    private static String what(TransformKind kind) {
        return switch (kind) {
            case ENCRYPTION -> "encryption algorithm";
            case PRF -> "hash algorithm";
            case KEY_EXCHANGE -> "Diffie-Hellman group";
            case INTEGRITY -> "integrity algorithm";
        };
    }

    @Override
    public List<Candidate> candidates(Configuration configuration) {
        return transforms.get().isakmpKeywords(kind).stream()
                .map(word -> new Candidate(word, describe(word), true))
                .toList();
    }

    private String describe(String word) {
        return transforms
                .get()
                .isakmpKeyword(kind, word)
                .map(entry -> entry.description().name())
                .orElse("");
    }
}
