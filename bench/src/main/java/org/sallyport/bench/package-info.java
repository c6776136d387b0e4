// SPDX-License-Identifier: Apache-2.0
/**
 * Microbenchmarks of what a packet costs: {@link org.sallyport.bench.EspBenchmark} for protection, {@link
 * org.sallyport.bench.SpdBenchmark} for policy, {@link org.sallyport.bench.ReplayWindowBenchmark} for anti-replay.
 *
 * <p>{@code ./sallyport bench jmh} runs them; the build only compiles them.
 */
package org.sallyport.bench;
