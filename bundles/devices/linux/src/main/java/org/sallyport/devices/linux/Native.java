// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import org.jspecify.annotations.Nullable;

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

    /** Bytes of the header that stands in front of each packet of a TUN with offloads (virtio 1.1, 5.1.6). */
    static final int VIRTIO_HEADER = 10;

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

    /**
     * Opens a queue of a TUN that carries bare IP packets; it lasts as long as its last descriptor.
     *
     * @param offloads whether each packet has a virtio header in front
     * @param queues whether it has more than one queue
     */
    static native int openTun(String name, boolean offloads, boolean queues);

    /** Gives the descriptor of a TUN that was deleted a new one. EEXIST if it has its own. */
    static native int attachTun(int fd, String name, boolean offloads, boolean queues);

    /** Says what a reader of the TUN can do for the kernel: bits of {@code TUN_F_}. */
    static native int offload(int fd, int features);

    /**
     * Opens a raw socket whose packets bring their own IPv4 header. Of ICMP it receives only "destination unreachable".
     *
     * @param address the local address that it receives for; 0 is every one
     * @param mark what its packets are marked with
     */
    static native int openRaw(int protocol, int address, int mark);

    /** Opens a UDP socket; its packets are never fragmented. */
    static native int openUdp(int address, int port, int mark);

    /** Whether the kernel may hand over several datagrams in one piece. */
    static native int receiveSegments(int fd, boolean on);

    /**
     * Opens a socket to a part of the kernel, by its number.
     *
     * @param groups what it hears of unasked, one bit a group; with any, it never blocks
     */
    static native int openNetlink(int family, int groups);

    /** Opens an event: {@link #signal} ends the {@link #poll} that has it in the first place. */
    static native int openEvent();

    static native void close(int fd);

    static native void signal(int event);

    /** Blocks until a descriptor has input. The first one is an event, and is reset. */
    static native int poll(int[] fds, int timeoutMillis);

    /** Reads up to {@code count} packets, and no more after {@code maxBytes}. */
    static native int readTun(int fd, byte[] slab, int[] offsets, int[] lengths, int count, int maxBytes);

    /**
     * Writes packets, each made of {@code sizes[group]} regions.
     *
     * @param headers a virtio header a group; null on a TUN without
     * @return how many regions went
     */
    static native int writeTun(
            int fd,
            byte[] slab,
            int[] offsets,
            int[] lengths,
            int count,
            int[] sizes,
            byte @Nullable [] headers,
            int groups);

    /** Receives from a socket. A packet that had no room gets length 0. */
    static native int receive(int fd, byte[] slab, int[] offsets, int[] lengths, int from, int count);

    /** Sends whole IPv4 packets to where their headers say. What the kernel refuses is not counted. */
    static native int send(int fd, byte[] slab, int[] offsets, int[] lengths, int from, int count);

    /**
     * Receives datagrams.
     *
     * @param segments what arrived in one piece is cut after so many bytes, again and again; 0 for a single one
     * @param addresses where they came from
     */
    static native int receiveUdp(
            int fd,
            byte[] slab,
            int[] offsets,
            int[] lengths,
            int from,
            int count,
            int[] segments,
            int[] addresses,
            int[] ports);

    /**
     * Sends datagrams: {@code sizes[group]} regions to one destination, of equal length but for a shorter last one.
     *
     * @return how many groups went before one that the kernel refused; its negative errno if that was the first
     */
    static native int sendUdp(
            int fd,
            byte[] slab,
            int[] offsets,
            int[] lengths,
            int count,
            int[] sizes,
            int[] addresses,
            int[] ports,
            int groups);

    static native int sendNetlink(int fd, byte[] request, int length);

    /** Receives one datagram; blocks two seconds at most, if it may block. */
    static native int receiveNetlink(int fd, byte[] response);
}
