// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.config.Candidate;
import org.sallyport.config.Configuration;
import org.sallyport.config.Judgement;
import org.sallyport.config.TokenType;

/** Words that stand for numbers in access lists: ports and types of ICMP. They are kept as numbers. */
final class AccessWords implements TokenType {
    static final TokenType PORT = new AccessWords(
            "port",
            65_535,
            Map.ofEntries(
                    Map.entry("ftp-data", 20),
                    Map.entry("ftp", 21),
                    Map.entry("ssh", 22),
                    Map.entry("telnet", 23),
                    Map.entry("smtp", 25),
                    Map.entry("domain", 53),
                    Map.entry("bootps", 67),
                    Map.entry("bootpc", 68),
                    Map.entry("tftp", 69),
                    Map.entry("www", 80),
                    Map.entry("pop3", 110),
                    Map.entry("ntp", 123),
                    Map.entry("snmp", 161),
                    Map.entry("snmptrap", 162),
                    Map.entry("https", 443),
                    Map.entry("isakmp", 500),
                    Map.entry("syslog", 514)));

    static final TokenType ICMP_TYPE = new AccessWords(
            "icmp-type",
            255,
            Map.ofEntries(
                    Map.entry("echo-reply", 0),
                    Map.entry("unreachable", 3),
                    Map.entry("source-quench", 4),
                    Map.entry("redirect", 5),
                    Map.entry("echo", 8),
                    Map.entry("time-exceeded", 11),
                    Map.entry("parameter-problem", 12),
                    Map.entry("timestamp-request", 13),
                    Map.entry("timestamp-reply", 14),
                    Map.entry("mask-request", 17),
                    Map.entry("mask-reply", 18)));

    private final String name;
    private final int largest;
    private final Map<String, Integer> words;

    private AccessWords(String name, int largest, Map<String, Integer> words) {
        this.name = name;
        this.largest = largest;
        this.words = new TreeMap<>(words);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Judgement judge(String word) {
        Integer number = words.get(word);
        if (number == null && word.matches("\\d{1,5}") && Integer.parseInt(word) <= largest) {
            number = Integer.parseInt(word);
        }
        return number == null
                ? new Judgement.Invalid("\"" + word + "\" is no " + name + ": 0 to " + largest + ", or a name")
                : new Judgement.Valid(number.toString());
    }

    @Override
    public List<Candidate> candidates(Configuration configuration) {
        return words.entrySet().stream()
                .map(entry -> new Candidate(entry.getKey(), entry.getValue().toString(), true))
                .toList();
    }
}
