// SPDX-License-Identifier: Apache-2.0
/**
 * What every implementation of a contract has to pass, as interfaces of JUnit tests: a transform's test class implements
 * {@link org.sallyport.contracts.CipherContract} or {@link org.sallyport.contracts.IntegrityContract}, names its
 * transform, and adds what is particular to the algorithm. Never shipped.
 */
@NullMarked
package org.sallyport.contracts;

import org.jspecify.annotations.NullMarked;
