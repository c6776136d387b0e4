// SPDX-License-Identifier: Apache-2.0
/** The Encapsulating Security Payload's packet format (RFC 2406, RFC 4303); all of it is {@link org.sallyport.esp.Esp}. */
@NullMarked
package org.sallyport.esp;

import org.jspecify.annotations.NullMarked;
