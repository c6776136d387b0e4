# SPDX-License-Identifier: Apache-2.0
"""A peer that is not ours: seals and opens ESP packets with Scapy, one request a line on standard input.

    CIPHER CIPHER-KEY AUTHENTICATOR AUTHENTICATOR-KEY SPI seal SEQUENCE INNER-PACKET  ->  the outer packet
    CIPHER CIPHER-KEY AUTHENTICATOR AUTHENTICATOR-KEY SPI open OUTER-PACKET  ->  SEQUENCE PADDING INNER-PACKET

Keys and packets are hexadecimal, "-" stands for nothing. What goes wrong is answered by one line that begins with "!".
"""
import sys
import warnings

warnings.filterwarnings("ignore")
try:
    import cryptography  # noqa: F401  Scapy loads without it, and then knows no ciphers
    from scapy.layers.inet import IP
    from scapy.layers.ipsec import ESP, SecurityAssociation
except ImportError as missing:
    print("! Scapy is missing (%s): install Debian's python3-scapy and python3-cryptography" % missing, flush=True)
    sys.exit(1)

OUTER = IP(src="192.0.2.1", dst="192.0.2.2")


def octets(word):
    return b"" if word == "-" else bytes.fromhex(word)


def digits(data):
    return data.hex() or "-"


def association(cipher, cipher_key, authenticator, authenticator_key, spi):
    return SecurityAssociation(
        ESP,
        spi=int(spi),
        crypt_algo=cipher,
        crypt_key=octets(cipher_key) or None,
        auth_algo=authenticator,
        auth_key=octets(authenticator_key) or None,
        tunnel_header=OUTER,
    )


def seal(sa, sequence, inner):
    return digits(bytes(sa.encrypt(IP(octets(inner)), seq_num=int(sequence))))


def open_(sa, outer):
    packet = IP(octets(outer))
    checksum = packet.chksum
    del packet.chksum
    if IP(bytes(packet)).chksum != checksum:
        raise ValueError("the outer checksum is wrong")
    inner = sa.decrypt(IP(octets(outer)))
    esp = IP(octets(outer))[ESP]
    return "%d %s %s" % (esp.seq, digits(padding(sa, esp.data)), digits(bytes(inner)))


def padding(sa, data):
    """The pad bytes, which Scapy itself looks for in the wrong place (2.5.0: behind a text already cut)."""
    text = data[sa.crypt_algo.iv_size : len(data) - sa.auth_algo.icv_size]
    if sa.crypt_algo.cipher:
        decryptor = sa.crypt_algo.new_cipher(sa.crypt_key, data[: sa.crypt_algo.iv_size]).decryptor()
        text = decryptor.update(text) + decryptor.finalize()
    return text[len(text) - 2 - text[-2] : -2]


def answer(words):
    sa = association(*words[:5])
    return {"seal": seal, "open": open_}[words[5]](sa, *words[6:])


print("ready", flush=True)
for line in sys.stdin:
    try:
        print(answer(line.split()), flush=True)
    except Exception as error:  # whatever it is, the test shall see it
        print("! %s: %s" % (type(error).__name__, error), flush=True)
