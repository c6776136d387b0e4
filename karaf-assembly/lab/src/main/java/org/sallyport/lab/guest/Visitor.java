// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.guest;

import java.util.Hashtable;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.sallyport.transform.CipherTransform;

/** Brings AES-CBC on Bouncy Castle, above the appliance's own, with the {@link Fault} that its header {@link #FAULT} names. */
public final class Visitor implements BundleActivator {
    public static final String FAULT = "Lab-Fault";

    private static final int RANKING = 100;
    private static final List<String> SIZES = List.of("", "-192", "-256");

    @Override
    public void start(BundleContext context) {
        var fault = Fault.valueOf(context.getBundle().getHeaders().get(FAULT));
        var properties = new Hashtable<String, Object>();
        properties.put(Constants.SERVICE_RANKING, RANKING);
        put(properties, "kind", "ENCRYPTION");
        put(properties, "name", "aes-cbc");
        put(properties, "keyBits", new int[] {128, 192, 256});
        put(properties, "pix", "esp-aes");
        put(properties, "isakmp", "aes");
        put(properties, "esp", 12);
        put(properties, "ikev1", 7);
        put(properties, "ikev2", 12);
        put(properties, "standing", "RECOMMENDED");
        fault.properties.forEach((name, value) -> put(properties, name, value));
        context.registerService(CipherTransform.class, new BouncyAes(fault), properties);
    }

    /** A keyword stands for three, one a key size. */
    private static void put(Hashtable<String, Object> properties, String name, Object value) {
        boolean words = name.equals("pix") || name.equals("isakmp");
        properties.put(
                "transform." + name,
                words ? SIZES.stream().map(size -> value + size).toArray(String[]::new) : value);
    }

    @Override
    public void stop(BundleContext context) {}
}
