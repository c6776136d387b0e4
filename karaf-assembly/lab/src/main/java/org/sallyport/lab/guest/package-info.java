// SPDX-License-Identifier: Apache-2.0
/**
 * Bundles that the laboratory puts into an appliance: {@link org.sallyport.lab.guest.Witness} tells what became of the others, {@link
 * org.sallyport.lab.guest.Visitor} brings a transform, good or bad. They run there, and nowhere else.
 */
@NullMarked
package org.sallyport.lab.guest;

import org.jspecify.annotations.NullMarked;
