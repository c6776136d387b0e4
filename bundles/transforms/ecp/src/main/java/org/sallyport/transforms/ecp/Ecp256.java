// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.ecp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 19: the curve P-256 (RFC 5903, 3.1). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "ecp-256",
        keyBits = 256,
        isakmp = "19",
        ikev1 = 19,
        ikev2 = 19,
        standing = Standing.RECOMMENDED)
public final class Ecp256 extends Ecp {
    public Ecp256() {
        super(
                "ecp-256",
                "secp256r1",
                KnownAnswer.agreement(
                        "RFC 5903, 8.1",
                        "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433",
                        "d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf6356fbf3ca366cc23e"
                                + "8157854c13c58d6aac23f046ada30f8353e74f33039872ab",
                        "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de"));
    }
}
