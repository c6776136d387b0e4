// SPDX-License-Identifier: Apache-2.0

// The sockets outside: raw IP, and UDP.

#include "device.h"

#include <arpa/inet.h>
#include <linux/icmp.h>
#include <netinet/in.h>
#include <netinet/udp.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

enum {
    SOCKET_BUFFER_BYTES = 8 << 20,
    IPV4_HEADER_BYTES = 20,
    IPV4_DESTINATION = 16,
};

// What all sockets outside have in common: a mark, large buffers, addresses that may come later, and no path MTU of the
// kernel's. What it learned about a peer as the destination of clear packets is not true for protected ones. Discovery is a
// value of IP_MTU_DISCOVER that lets the link alone decide what is too long.
static int prepare(int fd, int mark, int discovery) {
    const int on = 1;
    const int bytes = SOCKET_BUFFER_BYTES;
    return setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &on, sizeof on) < 0
            || setsockopt(fd, IPPROTO_IP, IP_MTU_DISCOVER, &discovery, sizeof discovery) < 0
            || setsockopt(fd, SOL_SOCKET, SO_MARK, &mark, sizeof mark) < 0
            || setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0
            || setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof bytes) < 0
        ? -1
        : 0;
}

// A raw IPv4 socket whose packets bring their own header. An address of 0 leaves it unbound. One for ICMP receives
// only what says that a packet did not arrive. The kernel learns nothing from an error about a packet of its protocol: it
// would believe one about an SPI that nobody has. That the same setting makes no DF bits does not matter to whole headers.
JNIEXPORT jint NATIVE(openRaw)(JNIEnv *env, jclass class, jint protocol, jint address, jint mark) {
    (void)env;
    (void)class;
    const int on = 1;
    const struct icmp_filter unreachable = {.data = ~(1U << ICMP_DEST_UNREACH)};
    int fd = socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (fd < 0 || setsockopt(fd, IPPROTO_IP, IP_HDRINCL, &on, sizeof on) < 0
        || (protocol == IPPROTO_ICMP && setsockopt(fd, SOL_RAW, ICMP_FILTER, &unreachable, sizeof unreachable) < 0)
        || prepare(fd, mark, IP_PMTUDISC_INTERFACE) < 0) {
        return failed(fd);
    }
    const struct sockaddr_in local = {.sin_family = AF_INET, .sin_addr.s_addr = htonl((uint32_t)address)};
    if (address != 0 && bind(fd, (const struct sockaddr *)&local, sizeof local) < 0) {
        return failed(fd);
    }
    return fd;
}

// A UDP socket for IKE and ESP. It never fragments, and knows no path MTU of the kernel's: the engine does. The kernel still
// learns from errors, for others' packets to the peer: what would keep it from that also makes no DF bits, and a datagram is
// never to be cut.
JNIEXPORT jint NATIVE(openUdp)(JNIEnv *env, jclass class, jint address, jint port, jint mark) {
    (void)env;
    (void)class;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || prepare(fd, mark, IP_PMTUDISC_PROBE) < 0) {
        return failed(fd);
    }
    const struct sockaddr_in local = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl((uint32_t)address)};
    if (bind(fd, (const struct sockaddr *)&local, sizeof local) < 0) {
        return failed(fd);
    }
    return fd;
}

// Lets the kernel hand over several datagrams of one flow in one piece.
JNIEXPORT jint NATIVE(receiveSegments)(JNIEnv *env, jclass class, jint fd, jboolean on) {
    (void)env;
    (void)class;
    const int value = on;
    return setsockopt(fd, SOL_UDP, UDP_GRO, &value, sizeof value) < 0 ? -errno : 0;
}

// A packet that was longer than its room gets length 0: what is left of it is of no use.
JNIEXPORT jint NATIVE(receive)(
    JNIEnv *env, jclass class, jint fd, jbyteArray slab, jintArray offsets, jintArray lengths, jint from, jint count) {
    (void)class;
    struct regions packets;
    struct iovec vectors[MAX_BATCH];
    struct mmsghdr messages[MAX_BATCH];
    jint result = load(env, &packets, (*env)->GetArrayLength(env, slab), offsets, lengths, from, count);
    if (result < 0) {
        return result;
    }
    char *bytes = (*env)->GetPrimitiveArrayCritical(env, slab, NULL);
    if (bytes == NULL) {
        return -ENOMEM;
    }
    for (jint i = 0; i < count; i++) {
        vectors[i] = (struct iovec){.iov_base = bytes + packets.offsets[i], .iov_len = (size_t)packets.lengths[i]};
        messages[i] = (struct mmsghdr){.msg_hdr = {.msg_iov = &vectors[i], .msg_iovlen = 1}};
    }
    int received = recvmmsg(fd, messages, (unsigned)count, MSG_DONTWAIT, NULL);
    int error = errno;
    (*env)->ReleasePrimitiveArrayCritical(env, slab, bytes, 0);
    if (received < 0) {
        return error == EAGAIN || error == EINTR ? 0 : -error;
    }
    for (jint i = 0; i < received; i++) {
        int truncated = messages[i].msg_hdr.msg_flags & MSG_TRUNC;
        packets.lengths[i] = truncated ? 0 : (jint)messages[i].msg_len;
    }
    (*env)->SetIntArrayRegion(env, lengths, from, received, packets.lengths);
    return received;
}

// Sends all that the kernel takes: one packet that it refuses does not hold up those behind it.
static jint send_all(int fd, struct mmsghdr *messages, jint count) {
    jint sent = 0;
    jint next = 0;
    while (next < count) {
        int n = sendmmsg(fd, messages + next, (unsigned)(count - next), MSG_DONTWAIT);
        if (n > 0) {
            sent += n;
            next += n;
        } else if (errno == EAGAIN || errno == ENOBUFS) {
            break;
        } else if (errno != EINTR) {
            next++;
        }
    }
    return sent;
}

// Sends whole IPv4 packets, each to its own destination.
JNIEXPORT jint NATIVE(send)(
    JNIEnv *env, jclass class, jint fd, jbyteArray slab, jintArray offsets, jintArray lengths, jint from, jint count) {
    (void)class;
    struct regions packets;
    struct iovec vectors[MAX_BATCH];
    struct sockaddr_in destinations[MAX_BATCH];
    struct mmsghdr messages[MAX_BATCH];
    jint result = load(env, &packets, (*env)->GetArrayLength(env, slab), offsets, lengths, from, count);
    if (result < 0) {
        return result;
    }
    char *bytes = (*env)->GetPrimitiveArrayCritical(env, slab, NULL);
    if (bytes == NULL) {
        return -ENOMEM;
    }
    jint used = 0;
    for (jint i = 0; i < count; i++) {
        char *packet = bytes + packets.offsets[i];
        if (packets.lengths[i] < IPV4_HEADER_BYTES) {
            continue;
        }
        destinations[used] = (struct sockaddr_in){.sin_family = AF_INET};
        memcpy(&destinations[used].sin_addr, packet + IPV4_DESTINATION, sizeof(struct in_addr));
        vectors[used] = (struct iovec){.iov_base = packet, .iov_len = (size_t)packets.lengths[i]};
        messages[used] = (struct mmsghdr){
            .msg_hdr = {
                .msg_name = &destinations[used],
                .msg_namelen = sizeof destinations[used],
                .msg_iov = &vectors[used],
                .msg_iovlen = 1,
            }};
        used++;
    }
    jint sent = send_all(fd, messages, used);
    (*env)->ReleasePrimitiveArrayCritical(env, slab, bytes, JNI_ABORT);
    return sent;
}

union segment_size {
    char room[CMSG_SPACE(sizeof(int))];
    struct cmsghdr align;
};

// What the kernel says of the size of the datagrams in one piece; 0 if it is a single one.
static jint received_segment(struct msghdr *message) {
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c != NULL; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level == SOL_UDP && c->cmsg_type == UDP_GRO) {
            int size;
            memcpy(&size, CMSG_DATA(c), sizeof size);
            return size;
        }
    }
    return 0;
}

// Receives datagrams, several of one flow perhaps in one piece: "segments" then says how long each but the last is.
JNIEXPORT jint NATIVE(receiveUdp)(
    JNIEnv *env, jclass class, jint fd, jbyteArray slab, jintArray offsets, jintArray lengths, jint from, jint count,
    jintArray segments, jintArray addresses, jintArray ports) {
    (void)class;
    struct regions packets;
    struct iovec vectors[MAX_BATCH];
    struct mmsghdr messages[MAX_BATCH];
    struct sockaddr_in sources[MAX_BATCH];
    union segment_size control[MAX_BATCH];
    jint values[MAX_BATCH];
    jint result = load(env, &packets, (*env)->GetArrayLength(env, slab), offsets, lengths, from, count);
    if (result < 0) {
        return result;
    }
    char *bytes = (*env)->GetPrimitiveArrayCritical(env, slab, NULL);
    if (bytes == NULL) {
        return -ENOMEM;
    }
    point(vectors, bytes, &packets);
    for (jint i = 0; i < count; i++) {
        messages[i] = (struct mmsghdr){
            .msg_hdr = {
                .msg_name = &sources[i],
                .msg_namelen = sizeof sources[i],
                .msg_iov = &vectors[i],
                .msg_iovlen = 1,
                .msg_control = control[i].room,
                .msg_controllen = sizeof control[i].room,
            }};
    }
    int received = recvmmsg(fd, messages, (unsigned)count, MSG_DONTWAIT, NULL);
    int error = errno;
    (*env)->ReleasePrimitiveArrayCritical(env, slab, bytes, 0);
    if (received < 0) {
        return error == EAGAIN || error == EINTR ? 0 : -error;
    }
    for (jint i = 0; i < received; i++) {
        int truncated = messages[i].msg_hdr.msg_flags & MSG_TRUNC;
        packets.lengths[i] = truncated ? 0 : (jint)messages[i].msg_len;
        values[i] = received_segment(&messages[i].msg_hdr);
    }
    (*env)->SetIntArrayRegion(env, lengths, from, received, packets.lengths);
    (*env)->SetIntArrayRegion(env, segments, from, received, values);
    for (jint i = 0; i < received; i++) {
        values[i] = (jint)ntohl(sources[i].sin_addr.s_addr);
    }
    (*env)->SetIntArrayRegion(env, addresses, from, received, values);
    for (jint i = 0; i < received; i++) {
        values[i] = ntohs(sources[i].sin_port);
    }
    (*env)->SetIntArrayRegion(env, ports, from, received, values);
    return received;
}

// Sends datagrams. A group of more than one region is cut by the kernel into datagrams as long as its first region. Stops
// at the first group that the kernel refuses. Returns how many groups went, or the negative errno if none did.
JNIEXPORT jint NATIVE(sendUdp)(
    JNIEnv *env, jclass class, jint fd, jbyteArray slab, jintArray offsets, jintArray lengths, jint count,
    jintArray sizes, jintArray addresses, jintArray ports, jint group_count) {
    (void)class;
    struct regions packets;
    struct groups groups;
    struct iovec vectors[MAX_BATCH];
    struct mmsghdr messages[MAX_BATCH];
    struct sockaddr_in destinations[MAX_BATCH];
    union segment_size control[MAX_BATCH];
    jint address[MAX_BATCH];
    jint port[MAX_BATCH];
    jint result = load(env, &packets, (*env)->GetArrayLength(env, slab), offsets, lengths, 0, count);
    result = result < 0 ? result : load_groups(env, &groups, sizes, group_count, count);
    if (result < 0 || group_count > (*env)->GetArrayLength(env, addresses)
        || group_count > (*env)->GetArrayLength(env, ports)) {
        return -EINVAL;
    }
    (*env)->GetIntArrayRegion(env, addresses, 0, group_count, address);
    (*env)->GetIntArrayRegion(env, ports, 0, group_count, port);
    char *bytes = (*env)->GetPrimitiveArrayCritical(env, slab, NULL);
    if (bytes == NULL) {
        return -ENOMEM;
    }
    point(vectors, bytes, &packets);
    jint next = 0;
    for (jint i = 0; i < group_count; i++) {
        destinations[i] = (struct sockaddr_in){
            .sin_family = AF_INET, .sin_port = htons((uint16_t)port[i]), .sin_addr.s_addr = htonl((uint32_t)address[i])};
        struct msghdr *message = &messages[i].msg_hdr;
        *message = (struct msghdr){
            .msg_name = &destinations[i],
            .msg_namelen = sizeof destinations[i],
            .msg_iov = &vectors[next],
            .msg_iovlen = (size_t)groups.sizes[i],
        };
        if (groups.sizes[i] > 1) {
            message->msg_control = control[i].room;
            message->msg_controllen = CMSG_SPACE(sizeof(uint16_t));
            struct cmsghdr *segment = CMSG_FIRSTHDR(message);
            segment->cmsg_level = SOL_UDP;
            segment->cmsg_type = UDP_SEGMENT;
            segment->cmsg_len = CMSG_LEN(sizeof(uint16_t));
            const uint16_t length = (uint16_t)packets.lengths[next];
            memcpy(CMSG_DATA(segment), &length, sizeof length);
        }
        next += groups.sizes[i];
    }
    int sent;
    do {
        sent = sendmmsg(fd, messages, (unsigned)group_count, MSG_DONTWAIT);
    } while (sent < 0 && errno == EINTR);
    int error = errno;
    (*env)->ReleasePrimitiveArrayCritical(env, slab, bytes, JNI_ABORT);
    return sent < 0 ? -error : sent;
}
