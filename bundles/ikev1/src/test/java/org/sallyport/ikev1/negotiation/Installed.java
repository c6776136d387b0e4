// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.negotiation;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Standing;
import org.sallyport.transform.Transform;
import org.sallyport.transform.TransformDescription;
import org.sallyport.transform.TransformKind;
import org.sallyport.transform.TransformSnapshot;
import org.sallyport.transform.TransformUsage;
import org.sallyport.transforms.aescbc.AesCbc;
import org.sallyport.transforms.des.Des;
import org.sallyport.transforms.hmacmd5.PrfHmacMd5;
import org.sallyport.transforms.hmacsha1.PrfHmacSha1;
import org.sallyport.transforms.modp.Modp1024;
import org.sallyport.transforms.modp.Modp768;
import org.sallyport.transforms.tripledes.TripleDes;

/** What the gateways of the tests have installed: real ciphers and hashes, and groups that are real or tiny. */
final class Installed {
    /** Groups 1 and 2, by number and tiny. */
    static final TransformSnapshot TINY = new TransformSnapshot(with(tiny(1), tiny(2)));

    /** Groups 1 and 2 as they are. */
    static final TransformSnapshot REAL = new TransformSnapshot(with(real(new Modp768()), real(new Modp1024())));

    private Installed() {}

    private static List<InstalledTransform> with(InstalledTransform... groups) {
        List<InstalledTransform> installed = new ArrayList<>(List.of(groups));
        for (Transform each : List.of(new Des(), new TripleDes(), new AesCbc(), new PrfHmacMd5(), new PrfHmacSha1())) {
            installed.add(real(each));
        }
        return installed;
    }

    private static InstalledTransform real(Transform transform) {
        return admitted(TransformDescription.of(transform), transform);
    }

    private static InstalledTransform tiny(int number) {
        var description = new TransformDescription(
                TransformKind.KEY_EXCHANGE,
                "tiny-" + number,
                List.of(61),
                List.of(),
                List.of(String.valueOf(number)),
                0,
                0,
                number,
                number,
                Standing.ACCEPTABLE,
                0,
                "test");
        return admitted(description, new TinyGroup());
    }

    private static InstalledTransform admitted(TransformDescription description, Transform transform) {
        return new InstalledTransform(
                description, transform, InstalledTransform.State.ADMITTED, "", new TransformUsage());
    }
}
