// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

/** Who takes part, in the order of the table's columns. */
enum Kind {
    WIRE("bare wire"),
    SALLYPORT_ESP("Sallyport, ESP"),
    SALLYPORT_UDP("Sallyport, UDP 4500"),
    /** With the feature {@code sallyport-accelerated}. */
    SALLYPORT_ACCELERATED("Sallyport, accelerated, UDP 4500"),
    STRONGSWAN("strongSwan, UDP 4500");

    final String title;

    Kind(String title) {
        this.title = title;
    }

    /** Whether it is a Sallyport that carries ESP in UDP. */
    boolean encapsulates() {
        return this == SALLYPORT_UDP || this == SALLYPORT_ACCELERATED;
    }

    boolean isSallyport() {
        return this == SALLYPORT_ESP || encapsulates();
    }
}
