// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.FlowHits;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SecurityPolicy;
import org.sallyport.ipsec.Spd;
import org.sallyport.ipsec.SpdSnapshot;

/** Policies that note which flows they claim at a moment when these have no SA. */
final class Gaps implements Spd {
    final List<Flow> noted = new ArrayList<>();
    private final Spd policies = Spd.create();
    private final Sad sad;

    Gaps(Sad sad) {
        this.sad = sad;
    }

    @Override
    public SpdSnapshot policies() {
        return policies.policies();
    }

    @Override
    public FlowHits hits() {
        return policies.hits();
    }

    @Override
    public void replace(SpdSnapshot others) {
        policies.replace(others);
        others.policies().stream()
                .flatMap(policy -> policy.entries().stream())
                .flatMap(entry -> entry.elements().stream())
                .filter(SecurityPolicy.Element::permit)
                .filter(element -> sad.snapshot().outbound(element.flow()) == null)
                .forEach(element -> noted.add(element.flow()));
    }
}
