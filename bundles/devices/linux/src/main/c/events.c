// SPDX-License-Identifier: Apache-2.0

// Netlink, and waiting.

#include "device.h"

#include <linux/netlink.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/time.h>

#define MAX_POLL org_sallyport_devices_linux_Native_MAX_POLL

enum { NETLINK_TIMEOUT_SECONDS = 2 };

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
