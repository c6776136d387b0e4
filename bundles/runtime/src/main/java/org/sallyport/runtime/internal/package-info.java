// SPDX-License-Identifier: Apache-2.0
/** The real clocks, entropy and threads, and the component that registers them as services. */
@NullMarked
package org.sallyport.runtime.internal;

import org.jspecify.annotations.NullMarked;
