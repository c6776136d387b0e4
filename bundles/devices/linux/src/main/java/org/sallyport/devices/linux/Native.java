// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

/**
 * The system calls that Java has no words for. Each returns its result, or a negative errno. Call none of them while
 * {@link #ABSENT} says something.
 *
 * <p>Packets of a batch lie in one slab: packet {@code i} is the {@code lengths[i]} bytes at {@code offsets[i]}, for {@code
 * count} packets from index {@code from}. Calls that receive replace the lengths by what arrived. None of them keeps
 * anything: descriptors belong to the caller, who closes them once.
 */
final class Native {
    /** Packets that one call moves at most. */
    static final int MAX_BATCH = 256;

    /** Descriptors that one call waits for at most. */
    static final int MAX_POLL = 256;

    /** Bytes of a request to netlink. */
    static final int MAX_NETLINK_REQUEST = 1024;

    /** Bytes of one answer from netlink; the kernel writes 32 KiB at most. */
    static final int MAX_NETLINK_RESPONSE = 65536;

    /** Why there is no native library; empty if there is one. */
    static final String ABSENT = load();

    private Native() {}

    private static String load() {
        try {
            System.loadLibrary("sallyport");
            return "";
        } catch (UnsatisfiedLinkError | SecurityException e) {
            return "this platform has no native library";
        }
    }

    /** Opens a TUN that carries bare IP packets; it lasts as long as its descriptor. */
    static native int openTun(String name);

    /**
     * Opens a raw socket whose packets bring their own IPv4 header.
     *
     * @param address the local address that it receives for; 0 is every one
     * @param mark what its packets are marked with
     */
    static native int openRaw(int protocol, int address, int mark);

    static native int openNetlink();

    /** Opens an event: {@link #signal} ends the {@link #poll} that has it in the first place. */
    static native int openEvent();

    static native void close(int fd);

    static native void signal(int event);

    /** Blocks until a descriptor has input. The first one is an event, and is reset. */
    static native int poll(int[] fds, int timeoutMillis);

    static native int readTun(int fd, byte[] slab, int[] offsets, int[] lengths, int from, int count);

    static native int writeTun(int fd, byte[] slab, int[] offsets, int[] lengths, int from, int count);

    /** Receives from a socket. A packet that had no room gets length 0. */
    static native int receive(int fd, byte[] slab, int[] offsets, int[] lengths, int from, int count);

    /** Sends whole IPv4 packets to where their headers say. What the kernel refuses is not counted. */
    static native int send(int fd, byte[] slab, int[] offsets, int[] lengths, int from, int count);

    static native int sendNetlink(int fd, byte[] request, int length);

    /** Receives one datagram; blocks two seconds at most. */
    static native int receiveNetlink(int fd, byte[] response);
}
