// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

/**
 * Why something that is installed is not used.
 *
 * @param reason in words: {@code 3des-cbc is withdrawn}
 * @param line of the configuration that says so
 */
public record Obstacle(String reason, String line) {}
