// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import org.sallyport.lab.Namespace;

/** Makes a router of a namespace. */
final class Forwarding {
    private Forwarding() {}

    static void enable(Namespace namespace) {
        namespace
                .command(
                        "sh",
                        "-c",
                        "cd /proc/sys/net/ipv4 && echo 1 >ip_forward && echo 0 >conf/all/rp_filter"
                                + " && echo 0 >conf/default/rp_filter && echo 0 >conf/all/send_redirects")
                .succeed();
    }
}
