// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/**
 * A kind of message that an administrator may want to hear of.
 *
 * @param number by which the PIX's catalogue knows it, for example 402101
 * @param severity unless the configuration gives it another
 */
public record MessageType(int number, Severity severity) {}
