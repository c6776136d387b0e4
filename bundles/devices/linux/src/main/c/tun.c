// SPDX-License-Identifier: Apache-2.0

// The TUN.

#include "device.h"

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <sys/ioctl.h>

enum { VIRTIO_HEADER_BYTES = org_sallyport_devices_linux_Native_VIRTIO_HEADER };

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
