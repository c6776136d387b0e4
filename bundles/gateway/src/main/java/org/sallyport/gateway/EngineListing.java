// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sallyport.config.Arguments;
import org.sallyport.ipsec.DeviceStatus;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.GuardCount;
import org.sallyport.transform.InstalledTransform;
import org.sallyport.transform.Standing;

/** What {@code show crypto engine} prints: SAs, packets, and every reason for which one was dropped. */
final class EngineListing {
    static final String GRAMMAR = "show crypto engine";

    private EngineListing() {}

    static List<String> render(View view, Arguments arguments) {
        int used = view.associations().inbound().size()
                + view.associations().outbound().size();
        long legacy = view.transforms().installed().stream()
                .filter(entry -> entry.description().standing() == Standing.LEGACY)
                .map(InstalledTransform::usage)
                .mapToLong(usage -> usage.contexts())
                .sum();
        List<String> lines = new ArrayList<>();
        lines.add("Crypto Engine Connection Map:");
        lines.add("    used = " + used + ", contexts of legacy transforms = " + legacy);
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
