// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.OutboundSa;

/** A unit with two entries that are keyed by hand, bound, and their SAs. */
abstract class ManualBench {
    static final String BIND = "crypto map m interface outside";
    static final String NEW_CIPHER = "fedcba9876543210" + "1032547698badcfe" + "0f1e2d3c4b5a6978";

    final Unit unit = Unit.left();
    final OutboundSa first = unit.outbound(10);
    final OutboundSa second = unit.outbound(20);
    final InboundSa firstIn = unit.inbound(10);

    void untouched() {
        assertThat(unit.outbound()).containsExactly(first, second);
        assertThat(unit.inbound()).hasSize(2).contains(firstIn);
    }
}
