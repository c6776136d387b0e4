// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.sallyport.ikev1.message.Bytes;

/** Hexadecimal values by name, from the resources. */
record Values(Properties properties) {
    static Values of(String name) {
        var properties = new Properties();
        try (InputStream in = Values.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new AssertionError("no resource " + name);
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Values(properties);
    }

    Bytes get(String name) {
        String digits = properties.getProperty(name);
        if (digits == null) {
            throw new AssertionError("no value " + name);
        }
        return Bytes.ofHex(digits);
    }
}
