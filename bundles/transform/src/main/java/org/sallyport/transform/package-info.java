// SPDX-License-Identifier: Apache-2.0
/**
 * Algorithms as services. A cipher or an authenticator is one small bundle that registers a {@link
 * org.sallyport.transform.CipherTransform} or an {@link org.sallyport.transform.IntegrityTransform} with the properties
 * of {@link org.sallyport.transform.TransformService}; the {@link org.sallyport.transform.TransformRegistry} admits it
 * after its known answers have passed, and offers it in immutable snapshots.
 *
 * <p>Users of algorithms compose a cipher and a MAC to a {@link org.sallyport.transform.Protector} and see no difference
 * between that and an AEAD.
 */
@Export
@Version("1.0.0")
@NullMarked
package org.sallyport.transform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
