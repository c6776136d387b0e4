// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

/**
 * One use of an {@link Action}.
 *
 * @param console where it was typed
 * @param running the configuration it may read and change
 * @param arguments what was typed
 */
public record Invocation(Console console, RunningConfiguration running, Arguments arguments) {}
