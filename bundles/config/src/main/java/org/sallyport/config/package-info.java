// SPDX-License-Identifier: Apache-2.0
/**
 * The configuration: its commands, its lines, and who may change them.
 *
 * <p>Lines are the truth. The running configuration is an ordered list of lines of text; whatever is typed is derived from
 * them by pure functions. Start at {@link org.sallyport.config.Configuration}; a bundle that brings commands starts at
 * {@link org.sallyport.config.CommandSet}, one that follows the configuration at
 * {@link org.sallyport.config.ConfigurationListener}, a console at {@link org.sallyport.config.Shell}.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.sallyport.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
