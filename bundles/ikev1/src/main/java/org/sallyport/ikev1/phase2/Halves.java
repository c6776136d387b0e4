// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.ike.Suite;
import org.sallyport.ikev1.keys.IpsecKeys;
import org.sallyport.ikev1.message.Bytes;
import org.sallyport.ikev1.message.Notify;
import org.sallyport.ikev1.message.PeerException;
import org.sallyport.ikev1.message.Protocol;
import org.sallyport.ikev1.phase1.Algorithms;
import org.sallyport.ikev1.proposal.Encapsulation;
import org.sallyport.ipsec.Lifetime;
import org.sallyport.ipsec.Mode;
import org.sallyport.ipsec.SaEnds;
import org.sallyport.ipsec.SaId;
import org.sallyport.ipsec.SaKeys;
import org.sallyport.ipsec.SaNesting;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transform.Secret;

/** Makes the SAs of what quick mode has agreed on. Pure functions. */
final class Halves {
    private static final int MASK = 0xFF;

    private Halves() {}

    /**
     * What was agreed on.
     *
     * @param suite ours
     * @param own SPIs that this gateway chose, in the order of the suite's protocols
     * @param peer SPIs that the peer chose, likewise
     * @param encapsulation of all protocols
     * @param group of the perfect forward secrecy; 0 without
     */
    record Agreed(Suite suite, List<Bytes> own, List<Bytes> peer, Encapsulation encapsulation, int group, Life life) {
        Agreed {
            own = List.copyOf(own);
            peer = List.copyOf(peer);
        }
    }

    /** How long they live: the shorter of both sides' limits. */
    record Life(long seconds, long kilobytes) {
        Lifetime lifetime() {
            return Lifetime.endingAfter(Math.min(seconds, Lifetime.MAX), Math.min(kilobytes, Lifetime.MAX));
        }
    }

    /**
     * The SAs in both directions.
     *
     * @param values nonces, and the secret of PFS
     * @param nonce the smaller of both nonces
     * @throws PeerException if a key must not be used (RFC 2405, 4: other SAs are negotiated then)
     */
    static Negotiated of(Wish wish, Agreed agreed, IpsecKeys.QuickValues values, Bytes nonce, QuickContext context)
            throws PeerException {
        return new Negotiated(
                wish,
                direction(wish, agreed, values, true, context),
                direction(wish, agreed, values, false, context),
                nonce,
                agreed.group,
                Set.of());
    }

    private static List<SaParameters> direction(
            Wish wish, Agreed agreed, IpsecKeys.QuickValues values, boolean inbound, QuickContext context)
            throws PeerException {
        List<Bytes> spis = inbound ? agreed.own : agreed.peer;
        Ipv4Address destination =
                inbound ? context.path().local() : context.path().remote();
        List<SaId> ids = new ArrayList<>();
        for (int i = 0; i < spis.size(); i++) {
            ids.add(new SaId(destination, agreed.suite.protocols().get(i).number(), number(spis.get(i))));
        }
        List<SaParameters> halves = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Suite.Protocol protocol = agreed.suite.protocols().get(i);
            var wanted = new IpsecKeys.Wanted(
                    protocol(protocol),
                    spis.get(i),
                    protocol.keys().cipher(),
                    protocol.keys().integrity());
            IpsecKeys keys =
                    context.cryptography().material(context.established().keyring(), values, wanted);
            refuseWeak(protocol, keys, context);
            halves.add(new SaParameters(
                    ids.get(i),
                    ends(agreed.encapsulation, context),
                    inbound ? wish.selector().reversed() : wish.selector(),
                    protocol.algorithms(),
                    new SaKeys(keys.encryption(), keys.authentication()),
                    protocol.options()
                            .with(wish.entry().terms().dontFragment())
                            .with(agreed.life
                                    .lifetime()
                                    .within(protocol.options().byteLimit())), // so that another is there in time
                    nesting(ids, i),
                    wish.flow(),
                    false,
                    0, // whoever installs it counts
                    number(agreed.own.get(0))));
        }
        return halves;
    }

    private static void refuseWeak(Suite.Protocol protocol, IpsecKeys keys, QuickContext context) throws PeerException {
        Algorithms algorithms = context.surroundings().algorithms();
        Optional<String> weakness =
                protocol.algorithms().cipher().flatMap(cipher -> algorithms.weakness(cipher, keys.encryption()));
        if (weakness.isPresent()) {
            throw new PeerException(Notify.INVALID_KEY_INFORMATION, "a key came out that " + weakness.get());
        }
    }

    /** AH around ESP: each knows the other (RFC 2401, 4.5: the suite's order is from the inside out). */
    private static SaNesting nesting(List<SaId> ids, int at) {
        Optional<SaId> within = at + 1 < ids.size() ? Optional.of(ids.get(at + 1)) : Optional.empty();
        Optional<SaId> carries = at > 0 ? Optional.of(ids.get(at - 1)) : Optional.empty();
        return new SaNesting(within, carries);
    }

    private static SaEnds ends(Encapsulation encapsulation, QuickContext context) {
        Mode mode = encapsulation.isTunnel() ? Mode.TUNNEL : Mode.TRANSPORT;
        Optional<SaEnds.UdpPorts> udp = encapsulation.isInUdp()
                ? Optional.of(new SaEnds.UdpPorts(
                        context.path().localPort(),
                        context.path().remotePort(),
                        context.established().nat().remote()))
                : Optional.empty();
        return new SaEnds(context.path().local(), context.path().remote(), mode, udp);
    }

    static Protocol protocol(Suite.Protocol protocol) {
        return protocol.number() == IpProtocol.AH ? Protocol.AH : Protocol.ESP;
    }

    static Bytes spi(int number) {
        return Bytes.of((byte) (number >>> 24), (byte) (number >>> 16), (byte) (number >>> 8), (byte) number);
    }

    private static int number(Bytes spi) {
        int number = 0;
        for (int i = 0; i < spi.length(); i++) {
            number = number << Byte.SIZE | spi.at(i) & MASK;
        }
        return number;
    }

    /** Nonces of both and the secret that they share with PFS. */
    static IpsecKeys.QuickValues values(Optional<Secret> shared, Bytes initiatorNonce, Bytes responderNonce) {
        return new IpsecKeys.QuickValues(shared.orElse(Secret.NONE), Bytes.concat(initiatorNonce, responderNonce));
    }
}
