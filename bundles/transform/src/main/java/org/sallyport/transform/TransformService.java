// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service properties of a transform, as one annotation beside {@code @Component}, so that a typing error does not
 * compile. It stays in the class file for compositions without a service registry.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface TransformService {
    /** Prefix of every property. */
    String PREFIX_ = "transform.";

    TransformKind kind();

    /** The algorithm's name, for example {@code aes-cbc}; two providers of one algorithm use the same. */
    String name();

    /**
     * Key sizes in bits, in the order of {@link #pix} and of {@link #isakmp}; a single one stands for all keywords. Of a
     * pseudo-random function its output's, of a key exchange its modulus' or curve's.
     */
    int[] keyBits();

    /** Keywords that it adds to the grammar of IPsec: {@code esp-3des}, {@code ah-sha-hmac}. They need {@link #esp}, those of AH also {@link #ah}. */
    String[] pix() default {};

    /** Keywords that it adds to the grammar of {@code isakmp policy}: {@code 3des}, {@code sha}, {@code 2}. They need {@link #ikev1}. */
    String[] isakmp() default {};

    /** ESP transform identifier (RFC 2407, 4.4.4) or, of an authenticator, its attribute value (4.5); 0 for none. */
    int esp() default 0;

    /** AH transform identifier (RFC 2407, 4.4.3); 0 for none. */
    int ah() default 0;

    /** IKEv1 phase 1 attribute value (RFC 2409, appendix A); 0 for none. */
    int ikev1() default 0;

    /** IKEv2 transform identifier (RFC 7296, 3.3.2); 0 for none. */
    int ikev2() default 0;

    Standing standing();
}
