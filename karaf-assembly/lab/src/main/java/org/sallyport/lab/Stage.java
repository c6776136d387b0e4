// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Two gateways keyed by IKE, whose hosts send each other numbered datagrams, and a witness in the first one: there bundles are
 * exchanged, and nobody else is to notice.
 */
public final class Stage implements AutoCloseable {
    static final String TRANSFORMS = "org.sallyport.transforms.";

    private static final Pattern SPI = Pattern.compile("current outbound spi: ([0-9a-f]+)");
    private static final int LOOKS_FOR_LOADERS = 30; // a second apart

    /** Laboratory with gateway A, where bundles are exchanged, and B, its peer. */
    public final Laboratory lab;

    private int port = 6_000;

    private Stage(Laboratory lab) {
        this.lab = lab;
    }

    /**
     * Starts and configures both, and has the first packets bring the tunnel up.
     *
     * @param sets transforms of each set, the best first
     * @param policy parameters of the isakmp policy
     */
    public static Stage open(Path archive, List<String> sets, String... policy) {
        return open(archive, sets, List.of(), policy);
    }

    /** The same with more lines, typed before the others. */
    static Stage open(Path archive, List<String> sets, List<String> more, String... policy) {
        var stage = new Stage(Laboratory.open(archive));
        try {
            stage.lab.start();
            List<String> logging = List.of("logging on", "logging buffered 7");
            stage.configure(stage.lab.a, logging, more);
            stage.configure(stage.lab.a, more, IkeSite.A.tunnel(IkeSite.B, sets, policy));
            stage.configure(stage.lab.b, more, IkeSite.B.tunnel(IkeSite.A, sets, policy));
            stage.install(Guests.witness(stage.lab.folder));
            stage.up();
            stage.settle();
            return stage;
        } catch (RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    private void configure(Appliance appliance, List<String> more, List<String> lines) {
        type(appliance, more);
        type(appliance, lines);
    }

    /** Types lines that must be accepted. */
    static void type(Appliance appliance, List<String> lines) {
        Command.Output output = appliance.paste(lines);
        if (output.text().contains("ERROR")) {
            throw new IllegalStateException(appliance.name() + " refused a line:\n" + output.text());
        }
    }

    /** Pings from the other side until it has brought the tunnel up. */
    void called() {
        await("the peer", () -> passes(lab.network.hostB, Network.HOST_B, Network.HOST_A));
        up();
        settle();
    }

    /** Pings until the tunnel is there both ways. */
    void up() {
        Network net = lab.network;
        await(
                "the tunnel",
                () -> passes(net.hostA, Network.HOST_A, Network.HOST_B)
                        && passes(net.hostB, Network.HOST_B, Network.HOST_A));
    }

    /** Both sides may have begun at once: waits until one of the pairs is gone. */
    private void settle() {
        await("one pair of SAs", () -> isSettled(lab.a) && isSettled(lab.b));
    }

    /** Whether of each kind of SA there is the first only. */
    private static boolean isSettled(Appliance gateway) {
        String listing = gateway.show("show crypto ipsec sa");
        long all = Pattern.compile("spi: 0x").matcher(listing).results().count();
        long first =
                Pattern.compile("sas:\\s+spi: 0x").matcher(listing).results().count();
        return all > 0 && all == first;
    }

    private static boolean passes(Namespace from, String source, String destination) {
        return Flows.ping(from, source, destination, 1, "1") == 1;
    }

    /** Waits at most a minute. */
    static void await(String what, BooleanSupplier condition) {
        for (long end = System.nanoTime() + 60_000_000_000L; !condition.getAsBoolean(); Appliance.pause(100)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("in vain waited for: " + what);
            }
        }
    }

    /** Installs a bundle in the first gateway, and starts it. */
    public void install(Path jar) {
        lab.a.karaf("bundle:install -s " + jar.toUri());
    }

    /** Installs a bundle of transforms, and waits until they are examined. */
    public void bring(Path jar, String name) {
        install(jar);
        lab.a.karaf("lab:await " + name);
    }

    /** Brings a provider of AES, ranked above the others, that has a fault. @return its name */
    String bringFaultyAes(String fault) {
        Path jar = Guests.faultyAes(lab.folder, fault);
        String name = jar.getFileName().toString().replace(".jar", "");
        bring(jar, name);
        return name;
    }

    /** Numbered datagrams both ways. */
    public record Both(Traffic there, Traffic back) {
        /** Ends both. */
        public Traffic.Outcome stop() {
            return there.stop().and(back.stop());
        }
    }

    /** Starts to send both ways, so many datagrams a second each. */
    public Both send(long rate) {
        port += 2;
        return send(lab.folder, lab.network, port, rate);
    }

    /** The same between the hosts of any network. @param port the first of two that no other traffic in the folder has */
    static Both send(Path folder, Network network, int port, long rate) {
        network.resetCounters();
        var a = new Traffic.End(network.hostA, Network.HOST_A);
        var b = new Traffic.End(network.hostB, Network.HOST_B);
        var plan = Traffic.Plan.steady(rate);
        var both = new Both(Traffic.start(folder, port, a, b, plan), Traffic.start(folder, port + 1, b, a, plan));
        Appliance.pause(1_000);
        return both;
    }

    /** From now on the witness looks at all bundles but these. */
    public void mark(String... names) {
        lab.a.karaf("lab:mark " + String.join(",", names));
    }

    /** What became of the other bundles since, in lines, or {@code none}. */
    public String changes() {
        return lab.a.karaf("lab:changes").strip();
    }

    /** Packets that gateway A dropped for a reason. */
    public long dropped(String reason) {
        return Math.max(0, Flows.number(lab.a.show("show crypto engine"), reason));
    }

    /** Packets of the flow that the wire saw in clear, and anything that it does not know. */
    public long clear() {
        var counted = lab.network.counted();
        return counted.get("leaked") + counted.get("other");
    }

    /** The SPIs that each side sends by. */
    public List<String> spis() {
        return List.of(spi(lab.a), spi(lab.b));
    }

    /** The SPI that a gateway sends by. */
    static String spi(Appliance appliance) {
        return Optional.of(SPI.matcher(appliance.show("show crypto ipsec sa")))
                .filter(found -> found.find())
                .map(found -> found.group(1))
                .orElse("none");
    }

    /** What gateway A holds. */
    Footprint footprint() {
        return lab.a.footprint(Long.parseLong(lab.a.karaf("lab:services").strip()));
    }

    /** Components and services of a bundle of gateway A. */
    List<String> parts(String bundle) {
        return lab.a.karaf("lab:parts " + bundle).strip().lines().toList();
    }

    /**
     * Class loaders of bundles that gateway A has beyond those that its bundles need, after all garbage is gone. Of one that nothing in the
     * heap refers to, compiled code may still speak as long as a thread is in it: a leak is what stays.
     */
    public long loadersTooMany() {
        long tooMany = loadersBeyondNeed();
        for (int looks = 0; tooMany != 0 && looks < LOOKS_FOR_LOADERS; looks++) {
            Appliance.pause(1_000);
            tooMany = loadersBeyondNeed();
        }
        return tooMany;
    }

    private long loadersBeyondNeed() {
        long needed = Long.parseLong(lab.a.karaf("lab:loaders").strip());
        return lab.a.liveObjects("org.apache.felix.framework.BundleWiringImpl$BundleClassLoader") - needed;
    }

    @Override
    public void close() {
        lab.close();
    }
}
