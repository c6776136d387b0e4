// SPDX-License-Identifier: Apache-2.0
//
// The few system calls that Java has no words for. Every function returns a result, or a negative errno; none throws,
// none keeps anything: descriptors and memory belong to the caller. Arrays are held by GetPrimitiveArrayCritical only
// around calls that cannot block, since the collector waits meanwhile.

#define _GNU_SOURCE // recvmmsg, sendmmsg
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/icmp.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

#include "org_sallyport_devices_linux_Native.h"

#define MAX_BATCH org_sallyport_devices_linux_Native_MAX_BATCH
#define MAX_POLL org_sallyport_devices_linux_Native_MAX_POLL
#define NATIVE(name) JNICALL Java_org_sallyport_devices_linux_Native_##name

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

enum {
    SOCKET_BUFFER_BYTES = 8 << 20,
    VIRTIO_HEADER_BYTES = org_sallyport_devices_linux_Native_VIRTIO_HEADER,
    NETLINK_TIMEOUT_SECONDS = 2,
    IPV4_HEADER_BYTES = 20,
    IPV4_DESTINATION = 16,
};

// Where the packets of a batch lie in their slab.
struct regions {
    jint offsets[MAX_BATCH];
    jint lengths[MAX_BATCH];
    jint count;
};

static jint failed(int fd) {
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    return -error;
}

// Arguments are checked once, here: Java's own bounds checks end at this border.
static jint load(JNIEnv *env, struct regions *to, jsize slab_bytes, jintArray offsets, jintArray lengths, jint from, jint count) {
    if (from < 0 || count < 0 || count > MAX_BATCH || from > (*env)->GetArrayLength(env, offsets) - count
        || from > (*env)->GetArrayLength(env, lengths) - count) {
        return -EINVAL;
    }
    (*env)->GetIntArrayRegion(env, offsets, from, count, to->offsets);
    (*env)->GetIntArrayRegion(env, lengths, from, count, to->lengths);
    for (jint i = 0; i < count; i++) {
        if (to->offsets[i] < 0 || to->lengths[i] < 0 || to->offsets[i] > slab_bytes - to->lengths[i]) {
            return -EINVAL;
        }
    }
    to->count = count;
    return 0;
}

// Each packet of the TUN has a virtio header in front if "offloads" wants that; a further queue needs the same flags.
static jint attach(JNIEnv *env, int fd, jstring name, jboolean offloads, jboolean queues) {
    struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
    request.ifr_flags |= offloads ? IFF_VNET_HDR : 0;
    request.ifr_flags |= queues ? IFF_MULTI_QUEUE : 0;
    if ((*env)->GetStringUTFLength(env, name) >= IFNAMSIZ) {
        return -EINVAL;
    }
    (*env)->GetStringUTFRegion(env, name, 0, (*env)->GetStringLength(env, name), request.ifr_name);
    return ioctl(fd, TUNSETIFF, &request) < 0 ? -errno : 0;
}

JNIEXPORT jint NATIVE(openTun)(JNIEnv *env, jclass class, jstring name, jboolean offloads, jboolean queues) {
    (void)class;
    int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return failed(fd);
    }
    jint result = attach(env, fd, name, offloads, queues);
    if (result < 0) {
        close(fd);
        return result;
    }
    return fd;
}

// A descriptor survives its interface, and can be given another.
JNIEXPORT jint NATIVE(attachTun)(JNIEnv *env, jclass class, jint fd, jstring name, jboolean offloads, jboolean queues) {
    (void)class;
    return attach(env, fd, name, offloads, queues);
}

JNIEXPORT jint NATIVE(offload)(JNIEnv *env, jclass class, jint fd, jint features) {
    (void)env;
    (void)class;
    return ioctl(fd, TUNSETOFFLOAD, (unsigned long)features) < 0 ? -errno : 0;
}

// What all sockets outside have in common: a mark, large buffers, addresses that may come later, and no path MTU of the
// kernel's. What it learned about a peer as the destination of clear packets is not true for protected ones.
static int prepare(int fd, int mark) {
    const int on = 1;
    const int bytes = SOCKET_BUFFER_BYTES;
    const int probe = IP_PMTUDISC_PROBE;
    return setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &on, sizeof on) < 0
            || setsockopt(fd, IPPROTO_IP, IP_MTU_DISCOVER, &probe, sizeof probe) < 0
            || setsockopt(fd, SOL_SOCKET, SO_MARK, &mark, sizeof mark) < 0
            || setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0
            || setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof bytes) < 0
        ? -1
        : 0;
}

// A raw IPv4 socket whose packets bring their own header. An address of 0 leaves it unbound. One for ICMP receives
// only what says that a packet did not arrive.
JNIEXPORT jint NATIVE(openRaw)(JNIEnv *env, jclass class, jint protocol, jint address, jint mark) {
    (void)env;
    (void)class;
    const int on = 1;
    const struct icmp_filter unreachable = {.data = ~(1U << ICMP_DEST_UNREACH)};
    int fd = socket(AF_INET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
    if (fd < 0 || setsockopt(fd, IPPROTO_IP, IP_HDRINCL, &on, sizeof on) < 0
        || (protocol == IPPROTO_ICMP && setsockopt(fd, SOL_RAW, ICMP_FILTER, &unreachable, sizeof unreachable) < 0)
        || prepare(fd, mark) < 0) {
        return failed(fd);
    }
    const struct sockaddr_in local = {.sin_family = AF_INET, .sin_addr.s_addr = htonl((uint32_t)address)};
    if (address != 0 && bind(fd, (const struct sockaddr *)&local, sizeof local) < 0) {
        return failed(fd);
    }
    return fd;
}

// A UDP socket for IKE and ESP. It never fragments, and knows no path MTU of the kernel's: the engine does.
JNIEXPORT jint NATIVE(openUdp)(JNIEnv *env, jclass class, jint address, jint port, jint mark) {
    (void)env;
    (void)class;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0 || prepare(fd, mark) < 0) {
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

// A socket that hears of groups never blocks.
JNIEXPORT jint NATIVE(openNetlink)(JNIEnv *env, jclass class, jint family, jint groups) {
    (void)env;
    (void)class;
    const int on = 1;
    const struct timeval limit = {.tv_sec = NETLINK_TIMEOUT_SECONDS};
    const struct sockaddr_nl local = {.nl_family = AF_NETLINK, .nl_groups = (uint32_t)groups};
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | (groups != 0 ? SOCK_NONBLOCK : 0), family);
    // Strict checking makes the kernel honour the filters of a dump (Linux 4.20).
    if (fd < 0 || setsockopt(fd, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &on, sizeof on) < 0
        || setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit) < 0
        || (groups != 0 && bind(fd, (const struct sockaddr *)&local, sizeof local) < 0)) {
        return failed(fd);
    }
    return fd;
}

JNIEXPORT jint NATIVE(openEvent)(JNIEnv *env, jclass class) {
    (void)env;
    (void)class;
    int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return fd < 0 ? failed(fd) : fd;
}

JNIEXPORT void NATIVE(close)(JNIEnv *env, jclass class, jint fd) {
    (void)env;
    (void)class;
    close(fd);
}

JNIEXPORT void NATIVE(signal)(JNIEnv *env, jclass class, jint event) {
    (void)env;
    (void)class;
    const uint64_t one = 1;
    while (write(event, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

// Waits for input on any descriptor. The first is an event, and is reset.
JNIEXPORT jint NATIVE(poll)(JNIEnv *env, jclass class, jintArray fds, jint timeout_millis) {
    (void)class;
    jint numbers[MAX_POLL];
    struct pollfd polled[MAX_POLL];
    jsize count = (*env)->GetArrayLength(env, fds);
    if (count > MAX_POLL) {
        return -EINVAL;
    }
    (*env)->GetIntArrayRegion(env, fds, 0, count, numbers);
    for (jsize i = 0; i < count; i++) {
        polled[i] = (struct pollfd){.fd = numbers[i], .events = POLLIN};
    }
    int ready = poll(polled, (nfds_t)count, timeout_millis);
    if (ready < 0) {
        return errno == EINTR ? 0 : -errno;
    }
    uint64_t signals;
    if (count > 0 && polled[0].revents != 0 && read(numbers[0], &signals, sizeof signals) < 0 && errno != EAGAIN) {
        return -errno;
    }
    return ready;
}

// Reads packets until nothing is left, there is no room, or so many bytes have come.
JNIEXPORT jint NATIVE(readTun)(
    JNIEnv *env, jclass class, jint fd, jbyteArray slab, jintArray offsets, jintArray lengths, jint count, jint max_bytes) {
    (void)class;
    struct regions packets;
    jint result = load(env, &packets, (*env)->GetArrayLength(env, slab), offsets, lengths, 0, count);
    if (result < 0) {
        return result;
    }
    char *bytes = (*env)->GetPrimitiveArrayCritical(env, slab, NULL);
    if (bytes == NULL) {
        return -ENOMEM;
    }
    jint filled = 0;
    jint total = 0;
    while (filled < count && total < max_bytes) {
        ssize_t n = read(fd, bytes + packets.offsets[filled], (size_t)packets.lengths[filled]);
        if (n >= 0) {
            packets.lengths[filled++] = (jint)n;
            total += (jint)n;
        } else if (errno != EINTR) {
            result = errno == EAGAIN ? 0 : -errno;
            break;
        }
    }
    (*env)->ReleasePrimitiveArrayCritical(env, slab, bytes, 0);
    (*env)->SetIntArrayRegion(env, lengths, 0, filled, packets.lengths);
    return filled > 0 ? filled : result;
}

// How the regions of a call make messages: each has so many of them, one behind the other.
struct groups {
    jint sizes[MAX_BATCH];
    jint count;
};

static jint load_groups(JNIEnv *env, struct groups *to, jintArray sizes, jint count, jint regions) {
    if (count < 0 || count > MAX_BATCH || count > (*env)->GetArrayLength(env, sizes)) {
        return -EINVAL;
    }
    (*env)->GetIntArrayRegion(env, sizes, 0, count, to->sizes);
    jint sum = 0;
    for (jint i = 0; i < count; i++) {
        if (to->sizes[i] < 1 || to->sizes[i] > regions - sum) {
            return -EINVAL;
        }
        sum += to->sizes[i];
    }
    to->count = count;
    return sum == regions ? 0 : -EINVAL;
}

static void point(struct iovec *vectors, char *bytes, const struct regions *packets) {
    for (jint i = 0; i < packets->count; i++) {
        vectors[i] = (struct iovec){.iov_base = bytes + packets->offsets[i], .iov_len = (size_t)packets->lengths[i]};
    }
}

// Writes packets, each made of a group of regions, behind a virtio header of its own if there are any.
JNIEXPORT jint NATIVE(writeTun)(
    JNIEnv *env, jclass class, jint fd, jbyteArray slab, jintArray offsets, jintArray lengths, jint count,
    jintArray sizes, jbyteArray headers, jint group_count) {
    (void)class;
    struct regions packets;
    struct groups groups;
    struct iovec vectors[MAX_BATCH + 1];
    char virtio[MAX_BATCH * VIRTIO_HEADER_BYTES];
    jint result = load(env, &packets, (*env)->GetArrayLength(env, slab), offsets, lengths, 0, count);
    result = result < 0 ? result : load_groups(env, &groups, sizes, group_count, count);
    if (result < 0) {
        return result;
    }
    if (headers != NULL) {
        jint bytes = group_count * VIRTIO_HEADER_BYTES;
        if ((*env)->GetArrayLength(env, headers) < bytes) {
            return -EINVAL;
        }
        (*env)->GetByteArrayRegion(env, headers, 0, bytes, (jbyte *)virtio);
    }
    char *bytes = (*env)->GetPrimitiveArrayCritical(env, slab, NULL);
    if (bytes == NULL) {
        return -ENOMEM;
    }
    point(vectors + 1, bytes, &packets);
    jint written = 0;
    struct iovec *next = vectors + 1;
    for (jint i = 0; i < group_count; i++) {
        struct iovec taken = next[-1];
        struct iovec *first = next;
        int pieces = groups.sizes[i];
        if (headers != NULL) {
            first = next - 1;
            *first = (struct iovec){.iov_base = virtio + i * VIRTIO_HEADER_BYTES, .iov_len = VIRTIO_HEADER_BYTES};
            pieces++;
        }
        ssize_t n;
        do {
            n = writev(fd, first, pieces);
        } while (n < 0 && errno == EINTR);
        next[-1] = taken;
        next += groups.sizes[i];
        written += n >= 0 ? groups.sizes[i] : 0;
    }
    (*env)->ReleasePrimitiveArrayCritical(env, slab, bytes, JNI_ABORT);
    return written;
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

JNIEXPORT jint NATIVE(sendNetlink)(JNIEnv *env, jclass class, jint fd, jbyteArray request, jint length) {
    (void)class;
    const struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    jbyte bytes[org_sallyport_devices_linux_Native_MAX_NETLINK_REQUEST];
    if (length < 0 || (size_t)length > sizeof bytes || length > (*env)->GetArrayLength(env, request)) {
        return -EINVAL;
    }
    (*env)->GetByteArrayRegion(env, request, 0, length, bytes);
    ssize_t n = sendto(fd, bytes, (size_t)length, 0, (const struct sockaddr *)&kernel, sizeof kernel);
    return n < 0 ? -errno : (jint)n;
}

// May block for a while, and therefore copies.
JNIEXPORT jint NATIVE(receiveNetlink)(JNIEnv *env, jclass class, jint fd, jbyteArray response) {
    (void)class;
    jbyte bytes[org_sallyport_devices_linux_Native_MAX_NETLINK_RESPONSE];
    ssize_t n;
    do {
        n = recv(fd, bytes, sizeof bytes, MSG_TRUNC);
    } while (n < 0 && errno == EINTR);
    if (n < 0) {
        return -errno;
    }
    if ((size_t)n > sizeof bytes || n > (*env)->GetArrayLength(env, response)) {
        return -EMSGSIZE;
    }
    (*env)->SetByteArrayRegion(env, response, 0, (jsize)n, bytes);
    return (jint)n;
}
