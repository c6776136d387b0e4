// SPDX-License-Identifier: Apache-2.0
/**
 * What the gateway, the engine and the commands need of IKE, whatever its version.
 *
 * <p>Start at {@link org.sallyport.ike.Ike}: a version of IKE registers it, the gateway plans with it, the engine asks it for
 * SAs. It hands what it negotiated to {@link org.sallyport.ike.Associations}, which the gateway provides.
 */
@Export
@Version("2.1.0")
@NullMarked
package org.sallyport.ike;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
