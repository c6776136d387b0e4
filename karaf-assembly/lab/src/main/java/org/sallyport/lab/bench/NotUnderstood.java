// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

/** A word of the command line that a benchmark does not understand; its message names the word. */
final class NotUnderstood extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NotUnderstood(String message) {
        super(message);
    }
}
