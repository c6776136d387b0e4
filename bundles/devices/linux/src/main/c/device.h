// SPDX-License-Identifier: Apache-2.0

// The few system calls that Java has no words for. Every function returns a result, or a negative errno; none throws,
// none keeps anything: descriptors and memory belong to the caller. Arrays are held by GetPrimitiveArrayCritical only
// around calls that cannot block, since the collector waits meanwhile.

#ifndef SALLYPORT_DEVICE_H
#define SALLYPORT_DEVICE_H

#define _GNU_SOURCE // recvmmsg, sendmmsg
#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "org_sallyport_devices_linux_Native.h"

#define MAX_BATCH org_sallyport_devices_linux_Native_MAX_BATCH
#define NATIVE(name) JNICALL Java_org_sallyport_devices_linux_Native_##name

// Where the packets of a batch lie in their slab.
struct regions {
    jint offsets[MAX_BATCH];
    jint lengths[MAX_BATCH];
    jint count;
};

// How the regions of a call make messages: each has so many of them, one behind the other.
struct groups {
    jint sizes[MAX_BATCH];
    jint count;
};

// The negative errno, after closing what was opened.
jint failed(int fd);

// Reads regions, and checks them once: Java's own bounds checks end at this border.
jint load(JNIEnv *env, struct regions *to, jsize slab_bytes, jintArray offsets, jintArray lengths, jint from, jint count);

// Reads groups, which take all regions.
jint load_groups(JNIEnv *env, struct groups *to, jintArray sizes, jint count, jint regions);

// Lets vectors point at regions.
void point(struct iovec *vectors, char *bytes, const struct regions *packets);

#endif
