// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import java.util.Locale;

/** Which jars have to be signed. */
enum Scope {
    /** None. */
    NONE("no jar has to be signed"),
    /** What is dropped into the folder {@code deploy}. */
    DEPLOY("jars from deploy/ have to be signed"),
    /** The appliance's own too. */
    ALL("every jar has to be signed");

    /** The setting that chooses one. */
    static final String SETTING = "sallyport.signatures";

    final String says;

    Scope(String says) {
        this.says = says;
    }

    /** The scope of a setting's value. @throws IllegalArgumentException if it is none */
    static Scope of(String value) {
        return valueOf(value.strip().toUpperCase(Locale.ROOT));
    }

    /** Whether a jar has to be signed. @param location where the framework was told to take it from */
    boolean includes(String location, DeployFolder deploy) {
        return this == ALL || this == DEPLOY && deploy.holds(location);
    }
}
