// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.ecp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 20: the curve P-384 (RFC 5903, 3.2). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "ecp-384",
        keyBits = 384,
        isakmp = "20",
        ikev1 = 20,
        ikev2 = 20,
        standing = Standing.ACCEPTABLE)
public final class Ecp384 extends Ecp {
    public Ecp384() {
        super(
                "ecp-384",
                "secp384r1",
                KnownAnswer.agreement(
                        "RFC 5903, 8.2",
                        "099f3c7034d4a2c699884d73a375a67f7624ef7c6b3c0f160647b67414dce655e35b538041e649ee"
                                + "3faef896783ab194",
                        "e558dbef53eecde3d3fccfc1aea08a89a987475d12fd950d83cfa41732bc509d0d1ac43a0336def9"
                                + "6fda41d0774a3571dcfbec7aacf3196472169e838430367f66eebe3c6e70c416dd5f0c68759dd1ff"
                                + "f83fa40142209dff5eaad96db9e6386c",
                        "11187331c279962d93d604243fd592cb9d0a926f422e47187521287e7156c5c4d603135569b9e9d0"
                                + "9cf5d4a270f59746"));
    }
}
