// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.phase1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.ikev1.exchange.Path;
import org.sallyport.ikev1.keys.NatHash;
import org.sallyport.ikev1.message.Cookie;
import org.sallyport.ikev1.message.Exchange;
import org.sallyport.ikev1.message.Header;
import org.sallyport.ikev1.message.Message;
import org.sallyport.ikev1.phase1.Abilities.NatVersion;
import org.sallyport.packet.Ipv4Address;
import org.sallyport.transforms.hmacsha1.PrfHmacSha1;

/** Who stands behind a NAT, by what a peer's hashes are made over. */
final class NatTest {
    private static final Optional<NatVersion> VERSION = Optional.of(NatVersion.values()[0]);
    private static final Ipv4Address OWN = Ipv4Address.parse("198.51.100.1");
    private static final Ipv4Address PEER = Ipv4Address.parse("192.0.2.1");
    private static final Ipv4Address SEEN = Ipv4Address.parse("203.0.113.77");

    private final Cookie initiator = new Cookie(1);
    private final Cookie responder = new Cookie(2);
    private final Nat.Key key = new Nat.Key(new NatHash.Ends(initiator, responder), new PrfHmacSha1());

    /** The third message of aggressive mode comes by port 4500; some peers make its hashes before they go over. */
    @ParameterizedTest
    @CsvSource({"4500, 4500, false", "500, 4500, false", "4500, 5500, true", "500, 5500, true"})
    void aPeerThatHasGoneOverMaySpeakOfEitherPort(int said, int from, boolean remote) {
        Nat nat = detect(new Path(PEER, said, OWN, said), new Path(OWN, 4_500, PEER, from));
        assertThat(nat.local()).isFalse();
        assertThat(nat.remote()).isEqualTo(remote);
    }

    @ParameterizedTest
    @CsvSource({"4500", "500"})
    void aPeerWithAnotherAddressIsBehindOneWhateverItsPort(int said) {
        Nat nat = detect(new Path(PEER, said, OWN, said), new Path(OWN, 4_500, SEEN, 5_500));
        assertThat(nat.local()).isFalse();
        assertThat(nat.remote()).isTrue();
    }

    private Nat detect(Path said, Path arrived) {
        Header header = Header.phase1(initiator, responder, Exchange.AGGRESSIVE, false);
        return Nat.detect(VERSION, Message.of(header, Nat.payloads(VERSION, key, said)), key, arrived);
    }
}
