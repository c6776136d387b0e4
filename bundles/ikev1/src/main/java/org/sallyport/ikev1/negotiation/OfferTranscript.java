// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sallyport.ikev1.message.Attribute;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.ProposedTransform;
import org.sallyport.ikev1.message.SaPayload;
import org.sallyport.ikev1.phase1.Phase1Choice;
import org.sallyport.ikev1.phase1.Phase1Choice.Usable;
import org.sallyport.ikev1.proposal.Phase1Offer;
import org.sallyport.ikev1.proposal.Phase1Suite;
import org.sallyport.ikev1.proposal.Phase2Offer;
import org.sallyport.ikev1.proposal.Phase2Offer.Choice;
import org.sallyport.ikev1.proposal.Phase2Suite;
import org.sallyport.ikev1.proposal.Reading;

/** What {@code debug crypto isakmp} shows of an SA payload, in a PIX's words. Pure functions. */
final class OfferTranscript {
    /** RFC 2408, 3.6: "0, or 3 if there are more transforms". */
    private static final int ANOTHER = 3;

    private static final int LIFE_TYPE = 11;
    private static final int LIFE_DURATION = 12;
    private static final int IPSEC_LIFE_TYPE = 1;
    private static final int IPSEC_LIFE_DURATION = 2;
    private static final int IPSEC_GROUP = 3;
    private static final int IPSEC_ENCAPSULATION = 4;
    private static final int IPSEC_KEY_LENGTH = 6;

    private OfferTranscript() {}

    /**
     * Policies are asked in their order, each against the whole offer, up to the first one that is met.
     *
     * @param sa the number of the ISAKMP SA
     * @param literalLifetime whether a shorter lifetime than the policy's refuses
     */
    static List<String> phase1(long sa, SaPayload payload, List<Usable> policies, boolean literalLifetime) {
        List<String> lines = new ArrayList<>();
        try {
            List<Reading<Phase1Suite>> offered = Phase1Offer.read(payload).suites();
            for (Usable usable : policies) {
                if (usable.obstacle().isPresent()) {
                    lines.add("ISAKMP (" + sa + "): " + usable.policy().lines() + " is not used: "
                            + usable.obstacle().get().reason());
                    continue;
                }
                for (Reading<Phase1Suite> reading : offered) {
                    lines.add("ISAKMP (" + sa + "): Checking ISAKMP transform "
                            + reading.transform().number() + " against priority "
                            + usable.policy().priority() + " policy");
                    lines.addAll(attributes(reading));
                    boolean last = reading == offered.get(offered.size() - 1);
                    String next = ". Next payload is " + (last ? 0 : ANOTHER);
                    if (Phase1Choice.meets(usable.policy(), reading, literalLifetime)) {
                        lines.add("ISAKMP (" + sa + "): atts are acceptable" + next);
                        return lines;
                    }
                    lines.add("ISAKMP (" + sa + "): atts are not acceptable" + next);
                }
            }
            lines.add("ISAKMP (" + sa + "): no offers accepted!");
        } catch (PeerException e) {
            lines.add("ISAKMP: " + e.detail());
        }
        lines.add("ISAKMP (" + sa + "): SA not acceptable!");
        return lines;
    }

    private static List<String> attributes(Reading<Phase1Suite> reading) {
        List<String> lines = new ArrayList<>();
        reading.suite().ifPresent(suite -> {
            String cipher = suite.cipherWords();
            lines.add("ISAKMP:      encryption " + cipher.replaceAll(" \\d+$", "") + "-CBC");
            lines.add("ISAKMP:      hash " + suite.hashWords());
            lines.add("ISAKMP:      default group " + suite.group());
            lines.add("ISAKMP:      auth "
                    + (suite.authentication() == Phase1Suite.PRE_SHARED_KEY
                            ? "pre-share"
                            : suite.authenticationWords()));
            if (suite.keyBits() > 0) {
                lines.add("ISAKMP:      keylength of " + suite.keyBits());
            }
            lines.addAll(lifetime("ISAKMP:      life", reading.transform(), LIFE_TYPE, LIFE_DURATION));
        });
        if (reading.suite().isEmpty()) {
            lines.add("ISAKMP:      " + reading.fault());
        }
        return lines;
    }

    /** What a peer offers, or chose, for an IPsec SA. */
    static List<String> phase2(SaPayload payload) {
        List<String> lines = new ArrayList<>();
        try {
            for (Choice choice : Phase2Offer.read(payload).choices()) {
                lines.add("ISAKMP : Checking IPSec proposal " + choice.number());
                choice.parts().forEach(part -> part.suites().forEach(reading -> lines.addAll(transform(reading))));
            }
        } catch (PeerException e) {
            lines.add("ISAKMP: " + e.detail());
        }
        return lines;
    }

    private static List<String> transform(Reading<Phase2Suite> reading) {
        List<String> lines = new ArrayList<>();
        String number = "ISAKMP: transform " + reading.transform().number() + ", ";
        if (reading.suite().isEmpty()) {
            lines.add(number + reading.fault());
            return lines;
        }
        Phase2Suite suite = reading.suite().get();
        lines.add(number + suite.protocol() + "_"
                + suite.transformWords().toUpperCase(Locale.ROOT).replace(' ', '_'));
        lines.add("ISAKMP:   attributes in transform:");
        for (Attribute attribute : reading.transform().attributes()) {
            String value = attribute.value().isPresent()
                    ? String.valueOf(attribute.value().getAsLong())
                    : "unknown";
            switch (attribute.type()) {
                case IPSEC_ENCAPSULATION -> lines.add("ISAKMP:      encaps is " + value);
                case IPSEC_GROUP -> lines.add("ISAKMP:      group is " + value);
                case IPSEC_KEY_LENGTH -> lines.add("ISAKMP:      key length is " + value);
                default -> {}
            }
        }
        lines.addAll(lifetime("ISAKMP:      SA life", reading.transform(), IPSEC_LIFE_TYPE, IPSEC_LIFE_DURATION));
        if (suite.authentication() > 0) {
            lines.add("ISAKMP:      authenticator is HMAC-" + suite.authenticationWords());
        }
        if (suite.extended()) {
            lines.add("ISAKMP:      sequence numbers are extended");
        }
        return lines;
    }

    /** In the form in which they came: {@code (basic) of 3600}, {@code (VPI) of  0x0 0x46 0x50 0x0}. */
    private static List<String> lifetime(String head, ProposedTransform transform, int typeOfLife, int duration) {
        List<String> lines = new ArrayList<>();
        for (Attribute attribute : transform.attributes()) {
            if (attribute.type() == typeOfLife) {
                boolean seconds = attribute.value().orElse(0) == 1;
                lines.add(head + " type in " + (seconds ? "seconds" : "kilobytes"));
            } else if (attribute.type() == duration) {
                lines.add(head + " duration "
                        + (attribute.basic()
                                ? "(basic) of " + attribute.value().orElse(0)
                                : "(VPI) of " + octets(attribute)));
            }
        }
        return lines;
    }

    private static String octets(Attribute attribute) {
        var text = new StringBuilder();
        IntStream.range(0, attribute.octets().length())
                .forEach(at -> text.append(" 0x")
                        .append(Integer.toHexString(attribute.octets().at(at))));
        return text.toString();
    }
}
