// SPDX-License-Identifier: Apache-2.0
package org.sallyport.logging;

import java.time.Instant;
import org.sallyport.ipsec.Severity;

/** A message that was said. */
record Entry(Instant time, int number, Severity severity, String text) {}
