// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transforms.hmacsha2;

import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.sallyport.transform.IntegritySpec;
import org.sallyport.transform.IntegrityTransform;
import org.sallyport.transform.JceIntegrity;
import org.sallyport.transform.KnownAnswer;
import org.sallyport.transform.Standing;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformService;

/** HMAC-SHA-512-256 (RFC 4868), on the JDK's digest. */
@Component(service = IntegrityTransform.class, configurationPolicy = ConfigurationPolicy.IGNORE)
@TransformService(
        kind = TransformKind.INTEGRITY,
        name = "hmac-sha512",
        keyBits = 512,
        pix = {"esp-sha512-hmac", "ah-sha512-hmac"},
        esp = 7,
        ah = 7,
        ikev2 = 14,
        standing = Standing.RECOMMENDED)
public final class HmacSha512 extends JceIntegrity {
    public HmacSha512() {
        super(new IntegritySpec("hmac-sha512", 64, 64, 32), "HmacSHA512");
    }

    @Override
    public List<KnownAnswer> knownAnswers() {
        return List.of(
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH512-1",
                        "0b".repeat(64),
                        "4869205468657265",
                        "637edc6e01dce7e6742a99451aae82df23da3e92439e590e43e761b33e910fb8ac2878ebd5803f6f"
                                + "0b61dbce5e251ff8789a4722c1be65aea45fd464e89f8f5b"),
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH512-2",
                        "4a656665".repeat(16),
                        "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
                        "cb370917ae8a7ce28cfd1d8f4705d6141c173b2a9362c15df235dfb251b154546aa334ae9fb9afc2"
                                + "184932d8695e397bfa0ffb93466cfcceaae38c833b7dba38"),
                KnownAnswer.mac(
                        "RFC 4868, 2.7.2, AUTH512-3",
                        "aa".repeat(64),
                        "dd".repeat(50),
                        "2ee7acd783624ca9398710f3ee05ae41b9f9b0510c87e49e586cc9bf961733d8623c7b55cebefccf"
                                + "02d5581acc1c9d5fb1ff68a1de45509fbe4da9a433922655"));
    }
}
