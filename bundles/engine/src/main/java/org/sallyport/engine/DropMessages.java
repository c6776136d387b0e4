// SPDX-License-Identifier: Apache-2.0
package org.sallyport.engine;

import java.util.function.Supplier;
import org.sallyport.ipsec.DropReason;
import org.sallyport.ipsec.InboundSa;
import org.sallyport.ipsec.MessageType;
import org.sallyport.ipsec.Messages;
import org.sallyport.ipsec.SaParameters;
import org.sallyport.ipsec.SaText;
import org.sallyport.ipsec.Severity;
import org.sallyport.packet.BigEndian;
import org.sallyport.packet.IpProtocol;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.packet.Ipv4Header;
import org.sallyport.packet.Ipv4Prefix;
import org.sallyport.packet.Packet;
import org.sallyport.transform.TransformSnapshot;

/**
 * Tells of those drops that a PIX had a message for, and of what follows from them. Nothing of a packet is read, and no text made, before the message is
 * admitted. 402119 and 402120 are those of PIX 7.0.
 */
final class DropMessages {
    static final MessageType UNKNOWN_SPI = new MessageType(402101, Severity.WARNINGS);
    static final MessageType NOT_BUNDLED = new MessageType(402102, Severity.WARNINGS);
    static final MessageType OTHER_IDENTITY = new MessageType(402103, Severity.WARNINGS);
    static final MessageType NOT_IPSEC = new MessageType(402106, Severity.WARNINGS);
    static final MessageType REPLAYED = new MessageType(402119, Severity.WARNINGS);
    static final MessageType NOT_AUTHENTIC = new MessageType(402120, Severity.WARNINGS);
    static final MessageType TOO_LONG = new MessageType(602101, Severity.INFORMATIONAL);
    static final MessageType PATH_ADJUSTED = new MessageType(602102, Severity.INFORMATIONAL);
    static final MessageType ROLLOVER = new MessageType(702302, Severity.ERRORS);

    private static final int AH_SPI = 4; // RFC 4302, 2
    private static final int ESP_SPI = 0; // RFC 4303, 2

    private final Supplier<Messages> messages;

    /** @param messages whoever hears them now */
    DropMessages(Supplier<Messages> messages) {
        this.messages = messages;
    }

    /** A packet from outside belongs to no SA, or should have. The packet is as it was judged. */
    void dropped(DropReason reason, Packet packet) {
        if (reason == DropReason.UNKNOWN_SPI && messages.get().admits(UNKNOWN_SPI)) {
            messages.get().say(UNKNOWN_SPI, unknownSpi(packet));
        } else if (reason == DropReason.CLEAR_TEXT && messages.get().admits(NOT_IPSEC)) {
            messages.get().say(NOT_IPSEC, "Rec'd packet not an IPSEC packet. (ip) " + inner(packet));
        }
    }

    private static String unknownSpi(Packet packet) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        int destination = packet.localAddress();
        int protocol = IpProtocol.ESP;
        int spi = offset;
        if (!packet.isDatagram()) {
            destination = Ipv4Header.destination(buffer, offset);
            protocol = Ipv4Header.protocol(buffer, offset);
            spi = offset + Ipv4Header.headerLength(buffer, offset) + (protocol == IpProtocol.AH ? AH_SPI : ESP_SPI);
        }
        return "decaps: rec'd IPSEC packet has invalid spi for destaddr=%s, prot=%d, spi=%s"
                .formatted(new Ipv4Address(destination), protocol, SaText.spi(BigEndian.i32(buffer, spi)));
    }

    private static String inner(Packet packet) {
        byte[] buffer = packet.buffer();
        int offset = packet.offset();
        return "dest_addr= %s, src_addr= %s, prot= %d"
                .formatted(
                        new Ipv4Address(Ipv4Header.destination(buffer, offset)),
                        new Ipv4Address(Ipv4Header.source(buffer, offset)),
                        Ipv4Header.protocol(buffer, offset));
    }

    /**
     * A packet failed under its SA. Only after {@link DropReason#SELECTOR_MISMATCH} it is still a packet.
     *
     * @param sequence the number that it came with
     */
    void failed(DropReason reason, Packet packet, InboundSa sa, int sequence) {
        SaParameters agreed = sa.parameters();
        switch (reason) {
            case SELECTOR_MISMATCH -> {
                if (messages.get().admits(OTHER_IDENTITY)) {
                    messages.get().say(OTHER_IDENTITY, otherIdentity(packet, agreed));
                }
            }
            case NOT_BUNDLED -> {
                if (messages.get().admits(NOT_BUNDLED)) {
                    boolean inAh = agreed.nesting().within().isPresent();
                    messages.get()
                            .say(
                                    NOT_BUNDLED,
                                    "decapsulate: packet missing %s, destadr=%s, actual prot=%d"
                                            .formatted(
                                                    inAh ? "AH" : "ESP",
                                                    agreed.local(),
                                                    agreed.id().protocol()));
                }
            }
            case REPLAYED -> failed(REPLAYED, agreed, sequence, "anti-replay checking");
            case NOT_AUTHENTIC -> failed(NOT_AUTHENTIC, agreed, sequence, "authentication");
            default -> {}
        }
    }

    private static String otherIdentity(Packet packet, SaParameters sa) {
        return "identity doesn't match negotiated identity (ip) %s, (ident) local=%s, remote=%s, local_proxy=%s, remote_proxy=%s"
                .formatted(
                        inner(packet),
                        sa.local(),
                        sa.remote(),
                        proxy(sa.selector().destination()),
                        proxy(sa.selector().source()));
    }

    private static String proxy(Ipv4Prefix network) {
        return network.address() + "/" + network.mask() + "/0/0";
    }

    private void failed(MessageType type, SaParameters sa, int sequence, String what) {
        if (messages.get().admits(type)) {
            messages.get()
                    .say(
                            type,
                            "IPSEC: Received an %s packet (SPI=0x%X, sequence number= 0x%X) from %s to %s that failed %s"
                                    .formatted(
                                            sa.id().protocol() == IpProtocol.AH ? "AH" : "ESP",
                                            sa.id().spi(),
                                            sequence,
                                            sa.remote(),
                                            sa.local(),
                                            what));
        }
    }

    /** A clear packet could not be sealed by an SA. */
    void unsealed(DropReason reason, SaParameters sa, TransformSnapshot transforms) {
        if (reason == DropReason.SEQUENCE_EXHAUSTED && messages.get().admits(ROLLOVER)) {
            messages.get().say(ROLLOVER, "replay rollover detected, (sa) " + SaText.inMessage(sa, transforms));
        }
    }

    /** A clear packet that is not to be fragmented is longer than its way carries; its sender was told. */
    void tooLong(Packet packet, int mtu) {
        if (messages.get().admits(TOO_LONG)) {
            byte[] buffer = packet.buffer();
            int offset = packet.offset();
            messages.get()
                    .say(
                            TOO_LONG,
                            "PMTU-D packet %d bytes greater than effective mtu %d, dest_addr=%s, src_addr=%s, prot=%d"
                                    .formatted(
                                            packet.length(),
                                            mtu,
                                            new Ipv4Address(Ipv4Header.destination(buffer, offset)),
                                            new Ipv4Address(Ipv4Header.source(buffer, offset)),
                                            Ipv4Header.protocol(buffer, offset)));
        }
    }

    /** A router said that the way of an SA carries less than was thought. */
    void pathAdjusted() {
        if (messages.get().admits(PATH_ADJUSTED)) {
            messages.get().say(PATH_ADJUSTED, "Adjusting IPSec tunnel mtu..."); // with its dots
        }
    }
}
