// SPDX-License-Identifier: Apache-2.0
package org.sallyport.signatures;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;

/** The folder {@code deploy}. @param path its path, with a slash at its end */
record DeployFolder(String path) {
    /**
     * Whether a bundle came out of it.
     *
     * @param location of the bundle: the URL of a file in it, whatever is wrapped around, and however many of its characters
     *     are escaped; files, paths and watchers of folders each escape others
     */
    boolean holds(String location) {
        return location.contains(path) || decoded(location).contains(path);
    }

    private static String decoded(String location) {
        try {
            return URLDecoder.decode(location.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) { // a percent sign that stands for itself: nothing was escaped
            return location;
        }
    }
}
