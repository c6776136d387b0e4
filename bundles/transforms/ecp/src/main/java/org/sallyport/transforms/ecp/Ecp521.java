// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.ecp;

import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.KeyExchangeTransform;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** Group 21: the curve P-521 (RFC 5903, 3.3). */
@Component(service = KeyExchangeTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.KEY_EXCHANGE,
        name = "ecp-521",
        keyBits = 521,
        isakmp = "21",
        ikev1 = 21,
        ikev2 = 21,
        standing = Standing.ACCEPTABLE)
public final class Ecp521 extends Ecp {
    public Ecp521() {
        super(
                "ecp-521",
                "secp521r1",
                KnownAnswer.agreement(
                        "RFC 5903, 8.3",
                        "0037ade9319a89f4dabdb3ef411aaccca5123c61acab57b5393dce47608172a095aa85a30fe1c295"
                                + "2c6771d937ba9777f5957b2639bab072462f68c27a57382d4a52",
                        "00d0b3975ac4b799f5bea16d5e13e9af971d5e9b984c9f39728b5e5739735a219b97c356436adc6e"
                                + "95bb0352f6be64a6c2912d4ef2d0433ced2b6171640012d9460f015c68226383956e3bd066e797b6"
                                + "23c27ce0eac2f551a10c2c724d9852077b87220b6536c5c408a1d2aebb8e86d678ae49cb57091f47"
                                + "32296579ab44fcd17f0fc56a",
                        "01144c7d79ae6956bc8edb8e7c787c4521cb086fa64407f97894e5e6b2d79b04d1427e73ca4baa24"
                                + "0a34786859810c06b3c715a3a8cc3151f2bee417996d19f3ddea"));
    }
}
