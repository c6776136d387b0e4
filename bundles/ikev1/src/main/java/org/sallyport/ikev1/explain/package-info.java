// SPDX-License-Identifier: Apache-2.0
/**
 * What the protocol tells people: lines of syslog and debug as data, and for each exchange that failed what both sides wanted
 * and where they differ. Start at {@link org.sallyport.ikev1.explain.Failure}.
 */
@NullMarked
package org.sallyport.ikev1.explain;

import org.jspecify.annotations.NullMarked;
