// SPDX-License-Identifier: Apache-2.0
package org.sallyport.transform;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way to agree on a secret with a peer, in which the initiator speaks first: Diffie-Hellman in some group, or a key
 * encapsulation. Slow: not for a thread that others wait for.
 */
@ConsumerType
public interface KeyExchangeTransform extends Transform {
    KeyExchangeSpec spec();

    /** Begins. */
    Initiation initiate(RandomBytes random);

    /**
     * Answers.
     *
     * @throws InvalidPeerValueException if the initiator's value is none of this group
     */
    Response respond(byte[] initiatorValue, RandomBytes random) throws InvalidPeerValueException;

    /**
     * Ends what {@link #initiate} began, here or in any other provider of the same algorithm.
     *
     * @throws InvalidPeerValueException if the responder's value is none of this group
     */
    Secret finish(Secret remembered, byte[] responderValue) throws InvalidPeerValueException;

    /**
     * What an initiator has after the first step.
     *
     * <p>{@link #remembered} has the form in which the group's standard writes a private key: for modp groups the exponent,
     * most significant byte first, without sign. Every provider of the group reads it.
     */
    final class Initiation {
        private final byte[] publicValue;
        private final Secret remembered;

        public Initiation(byte[] publicValue, Secret remembered) {
            this.publicValue = publicValue.clone();
            this.remembered = remembered;
        }

        /** What the peer gets. */
        public byte[] publicValue() {
            return publicValue.clone();
        }

        /** What the initiator keeps until the peer has answered. */
        public Secret remembered() {
            return remembered;
        }
    }

    /** What a responder has after its only step. */
    final class Response {
        private final byte[] publicValue;
        private final Secret secret;

        public Response(byte[] publicValue, Secret secret) {
            this.publicValue = publicValue.clone();
            this.secret = secret;
        }

        /** What the peer gets. */
        public byte[] publicValue() {
            return publicValue.clone();
        }

        /** What both know. */
        public Secret secret() {
            return secret;
        }
    }
}
