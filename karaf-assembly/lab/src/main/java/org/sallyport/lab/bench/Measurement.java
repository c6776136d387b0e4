// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.Map;

/**
 * What one measurement found.
 *
 * @param packets that at least must have crossed the gateways for it, both directions together
 * @param values by quantity, without the CPU time
 * @param gigabytes that arrived, 10^9 bytes each
 */
record Measurement(long packets, double gigabytes, Map<Figure.Quantity, Double> values) {}
