// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

/** Who takes part, in the order of the table's columns. */
enum Kind {
    WIRE("bare wire"),
    SALLYPORT_ESP("Sallyport, ESP"),
    SALLYPORT_UDP("Sallyport, UDP 4500"),
    STRONGSWAN("strongSwan, UDP 4500");

    final String title;

    Kind(String title) {
        this.title = title;
    }

    boolean isSallyport() {
        return this == SALLYPORT_ESP || this == SALLYPORT_UDP;
    }
}
