// SPDX-License-Identifier: Apache-2.0
/**
 * A laboratory: appliances as processes of their own, in network namespaces with hosts behind them. The demonstrations run in
 * it, and the tests of real traffic.
 *
 * <p>Start at {@link org.sallyport.lab.Demo}.
 */
package org.sallyport.lab;
