// SPDX-License-Identifier: Apache-2.0
package org.sallyport.devices.linux;

import java.io.IOException;

/** What the kernel answers when it does not do what it was asked. */
final class LinuxException extends IOException {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ESRCH = 3;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int EINVAL = 22;

    private static final long serialVersionUID = 1;

    private final int errno;

    LinuxException(int errno) {
        super(words(errno));
        this.errno = errno;
    }

    /** The result of a call, if it is not a negative errno. */
    static int check(int result) throws LinuxException {
        if (result < 0) {
            throw new LinuxException(-result);
        }
        return result;
    }

    int errno() {
        return errno;
    }

    /** What an errno means. */
    static String words(int errno) {
        return switch (errno) {
            case EPERM, 13 -> "Operation not permitted: needs CAP_NET_ADMIN and CAP_NET_RAW";
            case ENOENT -> "No such file or directory";
            case EINTR -> "Interrupted by changes";
            case ESRCH -> "No such route";
            case 6, 19 -> "No such device";
            case 11, 110 -> "Timed out";
            case EBUSY -> "Device or resource busy";
            case EEXIST -> "Another one exists already";
            case EINVAL -> "Invalid argument";
            case 77 -> "its interface was deleted"; // EBADFD, of a TUN
            case 95 -> "Not supported by this kernel";
            case 99 -> "Cannot assign requested address";
            case 100 -> "Network is down";
            case 101 -> "Network is unreachable";
            case 105 -> "No buffer space available";
            case 113 -> "No route to host";
            default -> "Error " + errno;
        };
    }
}
