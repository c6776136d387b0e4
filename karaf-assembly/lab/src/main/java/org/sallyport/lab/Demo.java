// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;

/**
 * Shows the product at work. Ends with 0 if everything that it shows is as it should be.
 *
 * <pre>
 * ARCHIVE                  two gateways that IKE keys, with a 50 MB file each way
 * ARCHIVE manual           the same keyed by hand
 * ARCHIVE sets             keyed by hand, one transform set after the other
 * ARCHIVE pfs              several transform sets and policies, perfect forward secrecy, short lifetimes
 * ARCHIVE mesh             three gateways, each with a key for each of the others
 * ARCHIVE two-peers        a flow that goes to its second peer when the first is dead
 * ARCHIVE hot-swap         transforms that come, go and are withdrawn under traffic
 * ARCHIVE --unprivileged   two appliances on loopback, for people without root
 * </pre>
 */
public final class Demo {
    static final long FILE_BYTES = 50_000_000;

    private Demo() {}

    public static void main(String[] words) {
        try {
            System.exit(run(words) ? 0 : 1);
        } catch (IllegalStateException e) {
            if (!Leftovers.ending()) { // when it is interrupted, everything it works with vanishes under it
                System.err.println("The demonstration cannot go on: " + e.getMessage());
                System.exit(1);
            }
        }
    }

    private static boolean run(String[] words) {
        Path archive = Path.of(words[0]);
        boolean good = show(archive, words.length > 1 ? words[1] : "");
        System.out.println(good ? "\nAll as it should be." : "\nFAILED");
        return good;
    }

    /** Shows one of them. @return whether all was as it should be */
    static boolean show(Path archive, String what) {
        var checks = new Checks();
        switch (what) {
            case "" -> new IkeDemo(checks).siteToSite(archive);
            case "manual" -> new ManualDemo(checks).run(archive, ManualDemo.SETS.subList(0, 1));
            case "sets" -> new ManualDemo(checks).run(archive, ManualDemo.SETS);
            case "pfs" -> new IkeDemo(checks).secrecy(archive);
            case "mesh" -> new ManyGatewaysDemo(checks).mesh(archive);
            case "two-peers" -> new ManyGatewaysDemo(checks).twoPeers(archive);
            case "hot-swap" -> new HotSwapDemo(checks).run(archive);
            case "--unprivileged" -> checks.check(UnprivilegedDemo.run(archive), "the unprivileged demonstration");
            default -> throw new IllegalArgumentException("unknown demonstration " + what);
        }
        return checks.good();
    }
}
