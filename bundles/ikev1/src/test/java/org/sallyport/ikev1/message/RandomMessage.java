// SPDX-License-Identifier: Apache-2.0
package org.sallyport.ikev1.message;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Messages that mean nothing but are sound, the same ones for a seed. */
final class RandomMessage {
    private final SplittableRandom random;

    RandomMessage(long seed) {
        random = new SplittableRandom(seed);
    }

    Message next() {
        var exchange = Exchange.values()[random.nextInt(Exchange.values().length)];
        boolean encrypted = !exchange.isPhase1() || random.nextBoolean();
        var header = new Header(
                new Cookie(random.nextLong(1, Long.MAX_VALUE)),
                new Cookie(random.nextLong(1, Long.MAX_VALUE)),
                exchange,
                encrypted,
                random.nextBoolean(),
                exchange.isPhase1() ? 0 : random.nextInt(1, Integer.MAX_VALUE) * (random.nextBoolean() ? 1 : -1));
        List<Payload> payloads = new ArrayList<>();
        int count = random.nextInt(1, 20);
        for (int i = 0; i < count; i++) {
            payloads.add(payload());
        }
        return Message.of(header, payloads);
    }

    private Bytes bytes(int least, int most) {
        var bytes = new byte[random.nextInt(least, most + 1)];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private Payload payload() {
        return switch (random.nextInt(14)) {
            case 0 -> SaPayload.of(proposals());
            case 1 -> new KeyExchangePayload(bytes(1, 1024));
            case 2 -> identity();
            case 3 -> new HashPayload(bytes(1, 64));
            case 4 -> new SignaturePayload(bytes(1, 2048));
            case 5 -> new CertificatePayload(random.nextInt(256), bytes(1, 2000));
            case 6 -> new CertificateRequestPayload(random.nextInt(256), bytes(0, 200));
            case 7 -> new NoncePayload(bytes(8, 256));
            case 8 ->
                new NotifyPayload(random.nextInt(2), protocol(), bytes(0, 16), random.nextInt(65_536), bytes(0, 100));
            case 9 -> delete();
            case 10 -> new VendorIdPayload(bytes(0, 100));
            case 11 -> new NatDiscoveryPayload(bytes(1, 64), random.nextBoolean());
            case 12 ->
                random.nextBoolean()
                        ? new NatOriginalAddressPayload(IdType.IPV4_ADDR, bytes(4, 4), random.nextBoolean())
                        : new NatOriginalAddressPayload(IdType.IPV6_ADDR, bytes(16, 16), random.nextBoolean());
            default -> new SkippedPayload(random.nextInt(133, 256), bytes(0, 100));
        };
    }

    private Protocol protocol() {
        return Protocol.values()[random.nextInt(Protocol.values().length)];
    }

    private IdPayload identity() {
        IdType type = IdType.values()[random.nextInt(IdType.values().length)];
        int length = random.nextInt(1, 64);
        while (!type.takes(length)) {
            length = length % 64 + 1;
        }
        return new IdPayload(type, random.nextInt(256), random.nextInt(65_536), bytes(length, length));
    }

    private DeletePayload delete() {
        if (random.nextBoolean()) {
            return new DeletePayload(Protocol.ISAKMP, List.of(bytes(16, 16)));
        }
        List<Bytes> spis = new ArrayList<>();
        int count = random.nextInt(1, 10);
        for (int i = 0; i < count; i++) {
            spis.add(bytes(4, 4));
        }
        return new DeletePayload(random.nextBoolean() ? Protocol.ESP : Protocol.AH, spis);
    }

    private List<Proposal> proposals() {
        List<Proposal> proposals = new ArrayList<>();
        int count = random.nextInt(1, 5);
        int number = 0;
        for (int i = 0; i < count; i++) {
            number += random.nextInt(3);
            proposals.add(proposal(number));
        }
        return proposals;
    }

    private Proposal proposal(int number) {
        List<ProposedTransform> transforms = new ArrayList<>();
        int count = random.nextInt(1, 10);
        for (int i = 0; i < count; i++) {
            transforms.add(new ProposedTransform(random.nextInt(256), random.nextInt(256), attributes()));
        }
        return random.nextBoolean()
                ? new Proposal(number, Protocol.ISAKMP, bytes(0, 16), transforms)
                : new Proposal(
                        number,
                        Protocol.ESP,
                        Bytes.concat(Bytes.of((byte) random.nextInt(1, 256)), bytes(3, 3)),
                        transforms);
    }

    private List<Attribute> attributes() {
        List<Attribute> attributes = new ArrayList<>();
        int count = random.nextInt(10);
        for (int i = 0; i < count; i++) {
            int type = random.nextInt(0x8000);
            attributes.add(
                    random.nextBoolean()
                            ? Attribute.basic(type, random.nextInt(65_536))
                            : new Attribute(type, false, bytes(1, 20)));
        }
        return attributes;
    }
}
