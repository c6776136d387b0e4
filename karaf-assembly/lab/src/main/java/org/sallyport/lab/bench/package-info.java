// SPDX-License-Identifier: Apache-2.0
/**
 * The benchmark: two Sallyport gateways beside two strongSwan gateways and the bare wire, measured in turns in one run on one
 * machine, each pair in namespaces of its own that are laid out alike. Beside it {@link org.sallyport.lab.bench.Handshakes}, which measures
 * negotiations, {@link org.sallyport.lab.bench.Crowd} and {@link org.sallyport.lab.bench.Soak}.
 *
 * <p>Start at {@link org.sallyport.lab.bench.Bench}.
 */
package org.sallyport.lab.bench;
