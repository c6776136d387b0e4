// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.ipsec.PacketProtocol;

/** The installed packet protocols at one moment. Immutable. */
final class Protocols {
    static final Protocols NONE = new Protocols(List.of());

    private static final int NUMBERS = 256;

    private final List<PacketProtocol> installed;
    private final @Nullable PacketProtocol[] byNumber = new PacketProtocol[NUMBERS];

    private Protocols(List<PacketProtocol> installed) {
        this.installed = List.copyOf(installed);
        installed.forEach(protocol -> byNumber[protocol.number()] = protocol);
    }

    Protocols with(PacketProtocol protocol) {
        var more = new ArrayList<>(installed);
        more.add(protocol);
        return new Protocols(more);
    }

    Protocols without(PacketProtocol protocol) {
        var fewer = new ArrayList<>(installed);
        fewer.remove(protocol);
        return new Protocols(fewer);
    }

    @Nullable
    PacketProtocol byNumber(int number) {
        return byNumber[number];
    }
}
