// SPDX-License-Identifier: Apache-2.0
/**
 * Packets as heap arrays with headroom, batches of them, and views of the headers they carry.
 *
 * <p>Start at {@link org.sallyport.packet.Packet}. RFC 791 (IPv4), RFC 1071 (checksum).
 */
@Export
@Version("1.0.0")
@NullMarked
package org.sallyport.packet;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
