// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

/** What the unit calls itself. */
public final class Product {
    /** The name that headers and {@code show version} print. */
    public static final String NAME = "Sallyport";

    /** The version of the configuration's language and of the unit. */
    public static final String VERSION = "0.1.0";

    /** The first thing a stored configuration says about who wrote it. */
    public static final String HEADER = NAME + " Version " + VERSION;

    private Product() {}
}
