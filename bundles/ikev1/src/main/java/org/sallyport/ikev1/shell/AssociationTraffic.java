// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.shell;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.sallyport.ike.Associations;
import org.sallyport.ikev1.negotiation.Surroundings;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.SaId;

/** What the gateway's SAs carry, as long as there is a gateway. */
final class AssociationTraffic implements Surroundings.Traffic {
    private final Supplier<Optional<Associations>> associations;

    AssociationTraffic(Supplier<Optional<Associations>> associations) {
        this.associations = associations;
    }

    @Override
    public boolean isFree(SaId inbound) {
        return associations.get().map(sas -> sas.isFree(inbound)).orElse(true);
    }

    @Override
    public OptionalLong received(SaId inbound) {
        return use(inbound).stream().mapToLong(Associations.Use::bytes).findFirst();
    }

    @Override
    public OptionalLong idleNanos(SaId inbound) {
        return idleNanos(use(inbound));
    }

    @Override
    public OptionalLong sentNanos(Flow flow) {
        return idleNanos(associations.get().flatMap(sas -> sas.sending(flow)));
    }

    private static OptionalLong idleNanos(Optional<Associations.Use> use) {
        return use.stream()
                .filter(each -> each.bytes() > 0)
                .mapToLong(Associations.Use::idleNanos)
                .findFirst();
    }

    private Optional<Associations.Use> use(SaId inbound) {
        return associations.get().flatMap(sas -> sas.use(inbound));
    }
}
