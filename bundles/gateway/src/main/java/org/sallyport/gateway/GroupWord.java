// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.sallyport.config.Candidate;
import org.sallyport.config.Change;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.Line;
import org.sallyport.config.TokenType;
import org.sallyport.ike.Pfs;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;

/** The word {@code group2} of {@code set pfs}: a key exchange that is installed, by its number in IKEv1. */
final class GroupWord implements TokenType {
    private static final String WORD = "group";

    private final Supplier<TransformSnapshot> transforms;

    GroupWord(Supplier<TransformSnapshot> transforms) {
        this.transforms = transforms;
    }

    @Override
    public String name() {
        return "pfs-group";
    }

    @Override
    public Judgement judge(String word) {
        if (!word.matches(WORD + "[1-9]\\d{0,4}")) {
            return new Judgement.Invalid("\"" + word + "\" is not a Diffie-Hellman group");
        }
        return groups().contains(word.substring(WORD.length()))
                ? new Judgement.Valid(word)
                : new Judgement.Unavailable("Diffie-Hellman " + word + " is not installed");
    }

    /** The groups that {@code isakmp policy} knows: their words are their numbers. */
    private List<String> groups() {
        return transforms.get().isakmpKeywords(TransformKind.KEY_EXCHANGE);
    }

    @Override
    public List<Candidate> candidates(Configuration configuration) {
        return groups().stream()
                .map(number -> new Candidate(WORD + number, "Diffie-Hellman group " + number, true))
                .toList();
    }

    /** Puts a line {@code set pfs}, with a warning of a legacy group. Without one it is group 1 that is proposed. */
    Change warned(Line line, String entry) {
        TransformSnapshot present = transforms.get();
        String group = line.arguments().find("group").orElse(WORD + 1);
        boolean legacy = present.isakmpKeyword(TransformKind.KEY_EXCHANGE, group.substring(WORD.length()))
                .flatMap(found -> present.standing(found.description().algorithm()))
                .filter(Standing.LEGACY::equals)
                .isPresent();
        return legacy ? Change.of(line).warn(entry + ": " + group + " is a legacy algorithm") : Change.of(line);
    }

    private static int number(String word) {
        return Integer.parseInt(word.substring(WORD.length()));
    }

    /** What a line {@code set pfs} says. */
    static Pfs pfs(Line line) {
        OptionalInt group = line.arguments().find("group").stream()
                .mapToInt(GroupWord::number)
                .findFirst();
        return new Pfs(true, group);
    }
}
