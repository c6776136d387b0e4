# SPDX-License-Identifier: Apache-2.0
"""A peer that is not ours: seals and opens AH packets with Scapy, one request a line on standard input.

    AUTHENTICATOR KEY SPI MODE seal SEQUENCE PACKET  ->  the outer packet
    AUTHENTICATOR KEY SPI MODE open ESN PACKET  ->  SEQUENCE PACKET
    AUTHENTICATOR KEY SPI MODE nested CIPHER-KEY PACKET  ->  the packet within AH around ESP under 3DES

MODE is tunnel or transport; ESN the high half of the sequence number, or "-" without one. Keys and packets are
hexadecimal. What goes wrong is answered by one line that begins with "!".
"""
import sys
import warnings

warnings.filterwarnings("ignore")
try:
    import cryptography  # noqa: F401  Scapy loads without it, and then knows no algorithms
    from scapy.layers.inet import IP
    from scapy.layers.ipsec import AH, ESP, SecurityAssociation
except ImportError as missing:
    print("! Scapy is missing (%s): install Debian's python3-scapy and python3-cryptography" % missing, flush=True)
    sys.exit(1)

OUTER = IP(src="192.0.2.1", dst="192.0.2.2", id=7, ttl=9)


def association(protocol, authenticator, key, spi, mode, **more):
    return SecurityAssociation(
        protocol,
        spi=int(spi),
        auth_algo=authenticator,
        auth_key=bytes.fromhex(key),
        tunnel_header=OUTER if mode == "tunnel" else None,
        **more,
    )


def packet(digits):
    whole = IP(bytes.fromhex(digits))
    checksum = whole.chksum
    del whole.chksum
    if IP(bytes(whole)).chksum != checksum:
        raise ValueError("the checksum is wrong")
    return IP(bytes.fromhex(digits))


def seal(words, sequence, inner):
    return bytes(association(AH, *words).encrypt(packet(inner), seq_num=int(sequence))).hex()


def open_(words, high, outer):
    extended = {} if high == "-" else {"esn_en": True, "esn": int(high)}
    inner = association(AH, *words).decrypt(packet(outer), **extended)
    return "%d %s" % (packet(outer)[AH].seq, bytes(inner).hex())


def nested(words, cipher_key, outer):
    authenticator, key, spi, mode = words
    esp = association(AH, authenticator, key, spi, "transport").decrypt(packet(outer))
    within = association(ESP, *words, crypt_algo="3DES", crypt_key=bytes.fromhex(cipher_key))
    return bytes(within.decrypt(packet(bytes(esp).hex()))).hex()


print("ready", flush=True)
for line in sys.stdin:
    try:
        request = line.split()
        print({"seal": seal, "open": open_, "nested": nested}[request[4]](request[:4], *request[5:]), flush=True)
    except Exception as error:  # whatever it is, the test shall see it
        print("! %s: %s" % (type(error).__name__, error), flush=True)
