// SPDX-License-Identifier: Apache-2.0
package org.sallyport.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.rules.planted.Careless;
import org.sallyport.rules.planted.KnowsOsgi;
import org.sallyport.rules.sound.SoundComponent;

/** Each rule's twin: a bundle that breaks it, which it must report. */
final class PlantedViolationTest {
    private static final Bundle API = bundle("packet", 0, Map.of("Export-Package", "org.sallyport.packet"));
    private static final Bundle PEER = bundle("esp", 4, Map.of("Export-Package", "org.sallyport.esp"));

    private static final Bundle SOUND = bundle(
            "sound",
            4,
            Map.of("Import-Package", "org.sallyport.packet;version=\"[1.0,2)\",org.slf4j"),
            SoundComponent.class,
            SoundComponent.Nested.class,
            packageInfo(SoundComponent.class));

    record Planting(Rule rule, Bundle bundle, String... reports) {
        @Override
        public String toString() {
            return rule.says();
        }
    }

    static Stream<Planting> plantings() {
        return Stream.of(
                new Planting(
                        new NamedAfterItsFolder(),
                        bundle("transforms/des", 4, Map.of("Bundle-SymbolicName", "org.sallyport.des")),
                        "its symbolic name is org.sallyport.des: make the artifactId org.sallyport.transforms.des"),
                new Planting(
                        new StatesItsLayer(),
                        bundle("ah", 4, Map.of(Bundle.LAYER, "four")),
                        "its manifest has no Sallyport-Layer from 0 to 6"),
                new Planting(
                        new ImportsPointDown(),
                        bundle("ah", 4, Map.of("Import-Package", "org.sallyport.packet,org.sallyport.esp;version=1")),
                        "it is in layer 4 and imports org.sallyport.esp from esp in layer 4"),
                new Planting(
                        new ImportsPointDown(),
                        bundle("ah", 4, Map.of("Import-Package", "org.sallyport.esp.internal")),
                        "it imports org.sallyport.esp.internal, which no bundle exports"),
                new Planting(
                        new InternalStaysInside(),
                        bundle(
                                "ipsec",
                                2,
                                Map.of("Export-Package", "org.sallyport.ipsec.internal.sad,org.sallyport.x")),
                        "it exports org.sallyport.ipsec.internal.sad"),
                new Planting(new ProvidersExportNothing(), PEER, "it is a provider and exports org.sallyport.esp"),
                new Planting(
                        new TransformsStandAlone(),
                        bundle(
                                "transforms/des",
                                4,
                                Map.of(
                                        "Import-Package",
                                        "org.sallyport.transform,javax.crypto,org.bouncycastle.crypto,org.slf4j")),
                        "it imports org.slf4j"),
                new Planting(
                        new TransformsStandAlone(),
                        bundle("transforms/des", 4, Map.of("Import-Package", "org.sallyport.transforms.aescbc")),
                        "it imports org.sallyport.transforms.aescbc"),
                new Planting(
                        new WiringIsPlain(),
                        bundle(
                                "ah",
                                4,
                                Map.of(
                                        "Import-Package", "org.sallyport.packet,org.slf4j;resolution:=optional",
                                        "Fragment-Host", "org.sallyport.esp")),
                        "it imports org.slf4j optionally",
                        "its manifest has Fragment-Host"),
                new Planting(
                        new KarafIsAboveLayerFour(),
                        bundle("esp", 4, Map.of("Import-Package", "org.apache.karaf.shell.api.console")),
                        "it imports org.apache.karaf.shell.api.console"),
                new Planting(
                        new OsgiIsForComponents(),
                        bundle("ah", 4, Map.of(), KnowsOsgi.class, SoundComponent.class, SoundComponent.Nested.class),
                        KnowsOsgi.class.getName() + " mentions org.osgi.framework.Bundle:",
                        KnowsOsgi.class.getName() + " mentions org.osgi.framework.BundleContext:"),
                new Planting(
                        new WorldComesThroughRuntime(),
                        bundle("ah", 4, Map.of(), Careless.class),
                        Careless.class.getName() + " calls java.lang.System.currentTimeMillis: take a WallClock",
                        Careless.class.getName() + " calls java.lang.System.nanoTime: take a Ticker",
                        Careless.class.getName() + " calls java.lang.Thread.<init>",
                        Careless.class.getName() + " calls java.lang.Thread.sleep",
                        Careless.class.getName() + " calls java.lang.ThreadLocal.withInitial",
                        Careless.class.getName() + " calls java.lang.Math.random",
                        Careless.class.getName() + " calls java.security.SecureRandom.<init>",
                        Careless.class.getName() + " calls java.security.Security.addProvider",
                        Careless.class.getName() + " calls java.time.Instant.now: take a WallClock",
                        Careless.class.getName() + " calls java.util.Random.<init>: take an Entropy",
                        Careless.class.getName() + " calls java.util.Timer.<init>",
                        Careless.class.getName() + " calls java.util.concurrent.CompletableFuture.runAsync",
                        Careless.class.getName() + " calls java.util.concurrent.Executors.newCachedThreadPool"),
                new Planting(
                        new OnePackageOneBundle(),
                        bundle("ah", 4, Map.of(), SoundComponent.class),
                        "its package org.sallyport.rules.sound is in sound too"),
                new Planting(
                        new PackagesAreNullMarked(),
                        bundle("ah", 4, Map.of(), Careless.class),
                        "package org.sallyport.rules.planted lacks it"));
    }

    @ParameterizedTest
    @MethodSource("plantings")
    void itIsReported(Planting planting) {
        var house = new House(List.of(API, PEER, SOUND, planting.bundle()));

        List<String> reported =
                planting.rule().violations(planting.bundle(), house).toList();

        assertThat(reported).hasSameSizeAs(planting.reports());
        for (String report : planting.reports()) {
            assertThat(reported).anyMatch(line -> line.startsWith(report));
        }
    }

    @ParameterizedTest
    @MethodSource("plantings")
    void aSoundBundleIsNot(Planting planting) {
        assertThat(planting.rule().violations(SOUND, new House(List.of(API, PEER, SOUND))))
                .isEmpty();
    }

    @Test
    void anActivatorMayMentionOsgi() {
        Bundle bundle = bundle("gate", 4, Map.of("Bundle-Activator", KnowsOsgi.class.getName()), KnowsOsgi.class);

        assertThat(new OsgiIsForComponents().violations(bundle, new House(List.of(bundle))))
                .isEmpty();
    }

    @Test
    void everyRuleHasItsPlanting() {
        assertThat(plantings().map(planting -> planting.rule().says()).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Rules.ALL.stream().map(Rule::says).toList());
    }

    private static Bundle bundle(String path, int layer, Map<String, String> headers, Class<?>... classes) {
        var all = new HashMap<>(Map.of(
                "Bundle-SymbolicName", "org.sallyport." + path.replace('/', '.'), Bundle.LAYER, String.valueOf(layer)));
        all.putAll(headers);
        return new Bundle(
                path, all, Stream.of(classes).map(PlantedViolationTest::file).toList());
    }

    private static Class<?> packageInfo(Class<?> neighbour) {
        try {
            return Class.forName(neighbour.getPackageName() + ".package-info");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClassFile file(Class<?> type) {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return ClassFile.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
