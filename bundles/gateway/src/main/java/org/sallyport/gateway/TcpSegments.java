// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import org.sallyport.config.Configuration;
import org.sallyport.config.Line;
import org.sallyport.config.Setting;
import org.sallyport.ipsec.SpdSnapshot;

/**
 * The command {@code sysopt connection tcpmss}: TCP connections through a tunnel never agree on longer segments. Without it
 * they agree on what the tunnel carries; 0 leaves the matter to the hosts.
 */
final class TcpSegments {
    static final Setting LARGEST = Setting.of("sysopt connection tcpmss <bytes:0-65535>")
            .help(
                    "System options",
                    "Connections",
                    "Limit the segments of TCP connections in tunnels, beyond what the tunnel asks for",
                    "Bytes of a segment; 0 leaves segments as the hosts agree on them")
            .order(600)
            .key("sysopt connection tcpmss")
            .clearable("sysopt");

    private TcpSegments() {}

    /** What a snapshot of policies says of it, in bytes. */
    static int largest(Configuration configuration) {
        return configuration
                .line(LARGEST)
                .filter(Line::active)
                .map(line -> (int) line.number("bytes"))
                .orElse(SpdSnapshot.AS_THE_WAY_CARRIES);
    }
}
