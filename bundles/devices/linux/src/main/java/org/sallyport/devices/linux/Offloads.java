// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of the kernel's ways to move many packets in one piece are in use, and why others are not. Probed when the device
 * opens; one that the kernel refuses later is turned off. Thread-safe.
 */
final class Offloads {
    private static final int CHECKSUM = 0x01; // TUN_F_CSUM
    private static final int TSO4 = 0x02;
    private static final int USO4 = 0x20;
    private static final int USO6 = 0x40;

    private volatile String tcp = "not probed";
    private volatile String udp = "not probed";
    private volatile String send = "";
    private volatile String receive = "not probed";

    /** Whether the TUN's packets have a virtio header: set once, when it opens. */
    private final boolean headers;

    Offloads(boolean headers) {
        this.headers = headers;
    }

    boolean headers() {
        return headers;
    }

    /** Whether the kernel takes and gives UDP datagrams of a TUN in one piece. */
    boolean datagrams() {
        return headers && udp.isEmpty();
    }

    /** Asks the kernel for what it can do on a TUN. */
    void probeTun(int tun) {
        if (!headers) {
            tcp = "the kernel's TUN has no virtio header";
            udp = tcp;
            return;
        }
        int all = Native.offload(tun, CHECKSUM | TSO4 | USO4 | USO6); // Linux 6.2 knows USO, both or none
        udp = all < 0 ? LinuxException.words(-all) : "";
        int some = all < 0 ? Native.offload(tun, CHECKSUM | TSO4) : 0;
        tcp = some < 0 ? LinuxException.words(-some) : "";
    }

    /** Asks the kernel to hand over datagrams of a socket in one piece. */
    void probeReceive(int socket) {
        int result = Native.receiveSegments(socket, true);
        receive = result < 0 ? LinuxException.words(-result) : "";
    }

    /** Whether datagrams may be sent in one piece. */
    boolean sendsSegments() {
        return send.isEmpty();
    }

    /** The kernel did not take datagrams in one piece. */
    void refusedSend(int errno) {
        send = LinuxException.words(errno);
    }

    /** For a listing: what is on, and why the rest is off. */
    List<String> details() {
        var lines = new ArrayList<String>();
        lines.add("TUN segmentation: TCP " + state(tcp) + ", UDP " + state(udp));
        lines.add("UDP sockets: segmentation offload " + state(send) + ", receive offload "
                + (receive.equals("not probed") ? "not in use (no socket)" : state(receive)));
        return lines;
    }

    private static String state(String reason) {
        return reason.isEmpty() ? "on" : "off (" + reason + ")";
    }
}
