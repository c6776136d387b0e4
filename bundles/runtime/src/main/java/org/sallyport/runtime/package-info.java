// SPDX-License-Identifier: Apache-2.0
/**
 * The seams to the world: clocks, entropy, threads and the worker loop. No other bundle reads a clock, draws randomness,
 * sleeps or starts a thread; so each of them runs as well under a virtual clock.
 *
 * <p>Start at {@link org.sallyport.runtime.Agent}. {@link org.sallyport.runtime.Quiescence} is how a bundle that leaves
 * waits until nobody is inside its code.
 */
@Export
@Version("1.2.0")
@NullMarked
package org.sallyport.runtime;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
