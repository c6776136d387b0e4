// SPDX-License-Identifier: Apache-2.0
/**
 * Algorithms as services. A cipher, an authenticator, a pseudo-random function or a key exchange is one small class that
 * its bundle registers as a {@link org.sallyport.transform.CipherTransform}, an {@link
 * org.sallyport.transform.IntegrityTransform}, a {@link org.sallyport.transform.PrfTransform} or a {@link
 * org.sallyport.transform.KeyExchangeTransform}, with the properties of {@link org.sallyport.transform.TransformService}; the {@link org.sallyport.transform.TransformRegistry} admits it
 * after its known answers have passed, and offers it in immutable snapshots.
 *
 * <p>Whoever rests on the JDK or on another provider of the JCE ({@link org.sallyport.transform.Jce}) extends {@link
 * org.sallyport.transform.JceIntegrity}, {@link org.sallyport.transform.JcePrf}, {@link org.sallyport.transform.JceAead} or {@link
 * org.sallyport.transform.JceCbc}, or gives {@link org.sallyport.transform.Cbc} a block cipher, and only says what it is.
 *
 * <p>Users of algorithms compose a cipher and a MAC to a {@link org.sallyport.transform.Protector} and see no difference
 * between that and an AEAD.
 */
@Export
@Version("1.4.0")
@NullMarked
package org.sallyport.transform;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
