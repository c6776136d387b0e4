// SPDX-License-Identifier: Apache-2.0
package org.sallyport.config;

/**
 * The configuration as it was when something was bound, for instance a crypto map to an interface. Later edits do not touch it.
 * Its lines become active and inactive with their contributors, like those of the running configuration.
 *
 * @param name what was bound
 * @param generation greater at each bind and rebind, over all bindings of a configuration
 * @param lines the lines at that time; has no bindings of its own
 */
public record Binding(String name, long generation, Configuration lines) {}
