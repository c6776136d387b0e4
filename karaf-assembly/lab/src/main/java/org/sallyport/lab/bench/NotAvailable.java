// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

/** Says that a contestant cannot take part, and why. */
final class NotAvailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotAvailable(String reason) {
        super(reason);
    }
}
