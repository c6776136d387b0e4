// SPDX-License-Identifier: Apache-2.0
package org.sallyport.clikaraf;

/** Tells Karaf that a line failed; what is wrong with it has been printed. Without a stack trace: it is the operator's error. */
final class LineRefused extends Exception {
    private static final long serialVersionUID = 1;

    LineRefused(String message) {
        super(message, null, false, false);
    }
}
