// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ipsec;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where engine, gateway and IKE tell what happened, one line an event, as a PIX told its syslog. Never waits and never fails.
 * Thread-safe.
 *
 * <p>A text costs something to make, and an attacker can cause many: who may speak is decided before.
 * {@snippet :
 * if (messages.admits(UNKNOWN_SPI)) {
 *     messages.say(UNKNOWN_SPI, "decaps: rec'd IPSEC packet has invalid spi for ...");
 * }
 * }
 */
@ProviderType
public interface Messages {
    /** Nobody listens. */
    Messages NONE = new Messages() {
        @Override
        public boolean admits(MessageType type) {
            return false;
        }

        @Override
        public void say(MessageType type, String text) {}
    };

    /**
     * Whether a message of this kind would be heard now. True uses up a part of what its number may say in a second; false
     * for too many of them is counted.
     */
    boolean admits(MessageType type);

    /** Says what was admitted. The text names no secret and has no line end. */
    void say(MessageType type, String text);
}
