// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

/** Why a packet went no further. Every drop has one of these, and each has a counter. */
public enum DropReason {
    /** Not dropped. */
    NONE("passed"),
    /** Not a whole IPv4 packet, or its lengths do not agree. */
    MALFORMED("not a well-formed IPv4 packet"),
    /** Policy claims it and there is no SA for it. */
    NO_SA("no security association for a claimed packet"),
    /** The SA's cipher or authenticator is not installed. */
    NO_TRANSFORM("the transform of the SA is not installed"),
    /** The bundle that knows ESP or AH is not installed. */
    NO_PROTOCOL("the packet protocol is not installed"),
    /** The negotiated SA has used all its sequence numbers. */
    SEQUENCE_EXHAUSTED("sequence numbers of the SA are used up"),
    /** The sender's cipher has protected as many bytes as its key may ({@link SaOptions#byteLimit}). */
    VOLUME_EXHAUSTED("the key of the SA has protected as much as it may"),
    /** The negotiated SA has lived as long as it may, by time or by bytes ({@link Lifetime}). */
    LIFETIME_ENDED("the lifetime of the SA has ended"),
    /** Policy would let it pass in clear, and yet it was steered here. */
    STALE_RULE("steered here, but no policy claims it"),
    /** Too long for its outer packet. */
    TOO_BIG("too long to be protected"),
    /** Longer than the way to the peer carries, and not to be fragmented; its sender was told. */
    FRAGMENTATION_NEEDED("too long for the path, and its sender forbids fragments"),
    /** Transport mode protects whole packets (RFC 4303, 3.1.1). */
    TRANSPORT_FRAGMENT("a fragment, and the SA's mode is transport"),
    /** A fragment of an outer packet. */
    OUTER_FRAGMENT("fragment of a protected packet"),
    /** No SA has this SPI. */
    UNKNOWN_SPI("unknown SPI"),
    /** The packet ends before its headers, trailer or ICV do, or is no multiple of the block size. */
    TRUNCATED("protected packet of an impossible length"),
    /** Seen before, or too old. */
    REPLAYED("replayed or too old"),
    /** The ICV is wrong. */
    NOT_AUTHENTIC("integrity check failed"),
    /** The padding is not 1, 2, 3, ... */
    BAD_PADDING("padding is wrong"),
    /** The next header is not what the SA's mode carries. */
    BAD_NEXT_HEADER("next header is not IPv4"),
    /** A dummy packet (RFC 4303, 2.6), dropped as it should be. */
    DUMMY("dummy packet"),
    /** It came through one SA of a bundle only (RFC 4301, 5.2). */
    NOT_BUNDLED("did not pass both AH and ESP as its SAs demand"),
    /** IKE is not enabled, or too many of its messages wait. */
    IKE_REFUSED("IKE message that nobody takes"),
    /** The inner packet is outside the SA's selectors. */
    SELECTOR_MISMATCH("inner packet is outside the SA's selectors"),
    /** Not dropped but done with: a router said how much the path carries, and was believed. */
    PATH_ERROR("ICMP error about the path, believed"),
    /** An ICMP error that is not about a packet that an SA sent lately. */
    UNRELATED_ERROR("ICMP error about no packet of an SA"),
    /** It arrived in clear and should have been protected. */
    CLEAR_TEXT("arrived in clear, policy wants it protected"),
    /** It would have left in clear although policy claims it. */
    LEAK("would have left in clear, policy claims it"),
    /** The access list of the interface denies it. */
    ACCESS_DENIED("denied by the access list of an interface"),
    /** A transform or protocol of somebody failed with an exception. */
    PROVIDER_FAILED("a transform or protocol failed"),
    /** The worker that owns its SA has no room for it. */
    WORKER_BUSY("the worker of the SA has too much to do"),
    /** The device did not take it. */
    DEVICE_REFUSED("the device did not take the packet");

    private final String text;

    DropReason(String text) {
        this.text = text;
    }

    /** In words, for listings. */
    public String text() {
        return text;
    }
}
