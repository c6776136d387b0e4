// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.config.Arguments;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.GuardCount;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.transform.CipherSpec;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Standing;

/** What {@code show crypto engine} prints: SAs, packets, and every reason for which one was dropped. */
final class EngineListing {
    static final String GRAMMAR = "show crypto engine";

    private EngineListing() {}

    static List<String> render(View view, Arguments arguments) {
        int used = view.associations().inbound().size()
                + view.associations().outbound().size();
        List<String> lines = new ArrayList<>();
        lines.add("Crypto Engine Connection Map:");
        lines.add("    size = unlimited, used = " + used + ", active = " + active(view));
        lines.add("    LEGACY: " + legacy(view));
        lines.add("Packets:");
        lines.add("    sealed " + view.engine().packetsSealed() + " in "
                + view.engine().outboundBatches() + " batches from inside");
        lines.add("    opened " + view.engine().packetsOpened() + " in "
                + view.engine().inboundBatches() + " batches from outside");
        if (view.engine().failures() > 0) {
            lines.add("    worker rounds that failed: " + view.engine().failures());
        }
        for (DeviceStatus device : view.devices()) {
            lines.add("Device " + device.name() + ": " + (device.present() ? "present" : "absent"));
            device.details().forEach(detail -> lines.add("    " + detail));
        }
        view.complaints().forEach(complaint -> lines.add("    not done: " + complaint));
        drops(lines, view);
        return lines;
    }

    /** SAs whose transforms are there. */
    private static long active(View view) {
        return view.associations().inbound().stream()
                        .filter(sa -> !sa.context().isOrphaned())
                        .count()
                + view.associations().outbound().stream()
                        .filter(sa -> !sa.context().isOrphaned())
                        .count();
    }

    /** How many SAs use what is only there because peers of that age know nothing better. */
    private static String legacy(View view) {
        List<SaParameters> all = Stream.concat(
                        view.associations().inbound().stream().map(InboundSa::parameters),
                        view.associations().outbound().stream().map(OutboundSa::parameters))
                .toList();
        Map<String, Long> uses = new LinkedHashMap<>();
        uses.put("manual keys", all.stream().filter(SaParameters::manual).count());
        uses.put(
                "no authentication", all.stream().filter(sa -> isBare(view, sa)).count());
        view.transforms().installed().stream()
                .filter(entry -> view.transforms()
                        .standing(entry.description().algorithm())
                        .filter(Standing.LEGACY::equals)
                        .isPresent())
                .forEach(entry -> uses.put(
                        entry.description().name(), (long) entry.usage().contexts()));
        String used = uses.entrySet().stream()
                .filter(use -> use.getValue() > 0)
                .map(use -> use.getKey() + " " + use.getValue())
                .collect(Collectors.joining(", "));
        return used.isEmpty() ? "none" : used;
    }

    private static boolean isBare(View view, SaParameters sa) {
        boolean aead = sa.algorithms()
                .cipher()
                .flatMap(view.transforms()::serving)
                .flatMap(InstalledTransform::cipherSpec)
                .filter(CipherSpec::isAead)
                .isPresent();
        return sa.algorithms().integrity().isEmpty()
                && !aead
                && sa.nesting().within().isEmpty();
    }

    private static void drops(List<String> lines, View view) {
        Map<DropReason, Long> all = new EnumMap<>(DropReason.class);
        all.putAll(view.drops());
        for (GuardCount count : view.guard()) {
            all.merge(count.reason(), count.packets(), Long::sum);
        }
        lines.add("Drops:" + (all.values().stream().allMatch(count -> count == 0) ? " none" : ""));
        all.forEach((reason, count) -> {
            if (count > 0) {
                lines.add("    %-20s %10d  %s".formatted(reason.name(), count, reason.text()));
            }
        });
    }
}
