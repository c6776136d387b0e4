// SPDX-License-Identifier: Apache-2.0

// Batches of packets, as Java hands them over.

#include "device.h"

jint failed(int fd) {
    int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    return -error;
}

jint load(JNIEnv *env, struct regions *to, jsize slab_bytes, jintArray offsets, jintArray lengths, jint from, jint count) {
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

jint load_groups(JNIEnv *env, struct groups *to, jintArray sizes, jint count, jint regions) {
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

void point(struct iovec *vectors, char *bytes, const struct regions *packets) {
    for (jint i = 0; i < packets->count; i++) {
        vectors[i] = (struct iovec){.iov_base = bytes + packets->offsets[i], .iov_len = (size_t)packets->lengths[i]};
    }
}
