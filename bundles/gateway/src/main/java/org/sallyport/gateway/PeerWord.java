// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.regex.Pattern;
import org.sallyport.config.Judgement;
import org.sallyport.config.TokenType;

/** The word that names a peer: an address, or a host name that is resolved when the peer is needed. */
final class PeerWord implements TokenType {
    private static final int LONGEST = 253; // RFC 1123, 2.1, with dots
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+");
    private static final Pattern ADDRESS =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    private static final Pattern HOST = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

    @Override
    public String name() {
        return "peer";
    }

    /** Whether it is an address. */
    static boolean isAddress(String word) {
        return ADDRESS.matcher(word).matches();
    }

    @Override
    public Judgement judge(String word) {
        if (isAddress(word)) {
            return new Judgement.Valid(word);
        }
        if (NUMERIC.matcher(word).matches()) {
            return new Judgement.Invalid("Invalid IP address " + word);
        }
        return word.length() <= LONGEST && HOST.matcher(word).matches()
                ? new Judgement.Valid(word)
                : new Judgement.Invalid("\"" + word + "\" is neither an IP address nor the name of a host");
    }
}
