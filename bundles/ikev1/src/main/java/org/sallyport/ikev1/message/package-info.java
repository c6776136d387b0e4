// SPDX-License-Identifier: Apache-2.0
/**
 * Messages of IKE version 1 (RFC 2408, and its payloads for IPsec in RFC 2407) as records, and the codec between them and
 * bytes. Start at {@link org.sallyport.ikev1.message.Decoder}: nothing outside this package touches a peer's bytes.
 */
@NullMarked
package org.sallyport.ikev1.message;

import org.jspecify.annotations.NullMarked;
