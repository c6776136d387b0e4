// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import java.util.List;

/**
 * How a device stands, for {@code show interface}.
 *
 * @param name what kind of device it is, for example {@code linux}
 * @param present whether it works
 * @param details one line each: what is in use; or, if it is absent, why
 */
public record DeviceStatus(String name, boolean present, List<String> details) {
    public DeviceStatus {
        details = List.copyOf(details);
    }

    public static DeviceStatus present(String name, List<String> details) {
        return new DeviceStatus(name, true, details);
    }

    public static DeviceStatus absent(String name, String reason) {
        return new DeviceStatus(name, false, List.of(reason));
    }
}
