// SPDX-License-Identifier: Apache-2.0
package org.sallyport.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sallyport.ike.Associations;
import org.sallyport.ipsec.Flow;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.OutboundSa;
import org.sallyport.ipsec.RemoteEnd;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaLife;
import org.sallyport.ipsec.SaMessages;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.Sad;
import org.sallyport.ipsec.SadSnapshot;
import org.sallyport.ipsec.TrafficSelector;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.runtime.Ticker;
import org.sallyport.transform.TransformRegistry;

/** Puts negotiated SAs into the database as long as what they belong to is bound, and takes them out. */
@Component
public final class NegotiatedSas implements Associations {
    private final Gateway gateway;
    private final Sad sad;
    private final TransformRegistry transforms;
    private final Supplier<Messages> messages;
    private final Ticker ticker;

    @Activate
    public NegotiatedSas(
            @Reference GatewayComponent gateway,
            @Reference Sad sad,
            @Reference TransformRegistry transforms,
            @Reference Ticker ticker) {
        this.gateway = gateway.gateway();
        this.messages = gateway::messages;
        this.sad = sad;
        this.transforms = transforms;
        this.ticker = ticker;
    }

    @Override
    public boolean isFree(SaId inbound) {
        return isFree(sad.snapshot(), inbound);
    }

    private static boolean isFree(SadSnapshot present, SaId id) {
        return present.inbound(id.destination().value(), id.protocol(), id.spi()) == null;
    }

    @Override
    public boolean installInbound(List<SaParameters> halves) {
        if (!isBound(halves)) {
            return false;
        }
        List<SaParameters> numbered = numbered(halves);
        List<InboundSa> made = numbered.stream()
                .map(half -> new InboundSa(half, ticker.nanos()))
                .toList();
        var taken = new AtomicBoolean();
        sad.change(present -> {
            taken.set(halves.stream().anyMatch(half -> !isFree(present, half.id())));
            return taken.get() ? present : present.withInbound(made);
        });
        if (!taken.get()) {
            SaMessages.created(numbered, transforms.snapshot(), messages.get());
        }
        return !taken.get();
    }

    @Override
    public boolean installOutbound(List<SaParameters> halves) {
        if (!isBound(halves)) {
            return false;
        }
        List<SaParameters> numbered = numbered(halves);
        List<OutboundSa> made = numbered.stream()
                .map(half -> new OutboundSa(half, ticker.nanos()))
                .toList();
        sad.change(present -> present.withOutbound(made));
        SaMessages.created(numbered, transforms.snapshot(), messages.get());
        gateway.tellLinks(halves.stream().map(SaParameters::flow).collect(Collectors.toSet()));
        return true;
    }

    private boolean isBound(List<SaParameters> halves) {
        return halves.stream().allMatch(gateway::negotiates);
    }

    private List<SaParameters> numbered(List<SaParameters> halves) {
        return halves.stream()
                .map(half -> half.withConnection(sad.nextConnection()))
                .toList();
    }

    @Override
    public void move(List<SaId> halves, Ipv4Address remote, int port) {
        var end = new RemoteEnd(remote.value(), port);
        for (OutboundSa sa : sad.snapshot().outbound()) {
            if (isAmong(halves, sa.parameters().id())) {
                sa.move(end);
            }
        }
    }

    @Override
    public void remove(List<SaId> halves) {
        List<SaParameters> removed = new ArrayList<>();
        sad.change(present -> present.without(half -> isAmong(halves, half.id()) && removed.add(half)));
        SaMessages.deleted(removed, transforms.snapshot(), messages.get());
    }

    /** A pair has few halves, and all SAs are asked. */
    private static boolean isAmong(List<SaId> few, SaId id) {
        for (SaId one : few) {
            if (one.spi() == id.spi() && one.equals(id)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Optional<Use> use(SaId half) {
        SadSnapshot present = sad.snapshot();
        InboundSa inbound = present.inbound(half.destination().value(), half.protocol(), half.spi());
        Optional<SaLife> life = inbound != null
                ? Optional.of(inbound.life())
                : present.outbound().stream()
                        .filter(sa -> sa.parameters().id().equals(half))
                        .findFirst()
                        .map(OutboundSa::life);
        return life.map(this::use);
    }

    private Use use(SaLife life) {
        return new Use(life.bytes(), life.idleNanos(ticker.nanos()));
    }

    @Override
    public Optional<Use> sending(Flow flow) {
        return Optional.ofNullable(sad.snapshot().outbound(flow))
                .map(bundle -> use(bundle.first().life()));
    }

    @Override
    public Optional<Flow> openTemporary(String map, int sequence, Ipv4Address peer, TrafficSelector selector) {
        return gateway.openTemporary(map, sequence, peer, selector);
    }

    @Override
    public void closeTemporary(Flow flow) {
        gateway.closeTemporary(flow);
    }

    @Override
    public void portsChanged() {
        gateway.reconcile();
    }
}
