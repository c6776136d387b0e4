// SPDX-License-Identifier: Apache-2.0
/**
 * The composition root: compares the bound configuration with what runs, and reconciles. It owns the commands of
 * interfaces, access lists, transform sets and crypto maps.
 *
 * <p>Start at {@link org.sallyport.gateway.Reconciler}: {@link org.sallyport.gateway.BoundMap} says what a bound crypto map
 * means, the reconciler brings databases and host in line with it.
 */
@NullMarked
package org.sallyport.gateway;

import org.jspecify.annotations.NullMarked;
