// SPDX-License-Identifier: Apache-2.0
package org.sallyport.lab.bench;

import java.util.List;
import org.sallyport.lab.bench.Figure.Quantity;

/** What hosts do to find out how good the way between them is. */
enum Workload {
    TCP_1_AB("TCP, 1 stream, A to B", 1, false, Quantity.RATE, Quantity.CPU),
    TCP_1_BA("TCP, 1 stream, B to A", 1, true, Quantity.RATE, Quantity.CPU),
    TCP_4_AB("TCP, 4 streams, A to B", 4, false, Quantity.RATE, Quantity.CPU),
    TCP_4_BA("TCP, 4 streams, B to A", 4, true, Quantity.RATE, Quantity.CPU),
    UDP_64("UDP of 64 bytes, received", 0, false, Quantity.PACKETS),
    PING("round trip", 0, false, Quantity.MEDIAN, Quantity.NEARLY_ALL);

    final String title;
    final List<Figure> figures;
    private final int streams;
    private final boolean backwards;

    Workload(String title, int streams, boolean backwards, Quantity... quantities) {
        this.title = title;
        this.streams = streams;
        this.backwards = backwards;
        this.figures = List.of(quantities).stream()
                .map(quantity -> new Figure(this, quantity))
                .toList();
    }

    /** Does it. @throws IllegalStateException if nothing could be measured */
    Measurement measure(Hosts hosts, int seconds) {
        return switch (this) {
            case UDP_64 -> hosts.datagrams(seconds).asPackets();
            case PING -> hosts.roundTrips(seconds);
            default -> hosts.streams(streams, backwards, seconds).asStream();
        };
    }
}
