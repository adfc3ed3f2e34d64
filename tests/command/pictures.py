"""Pictures made by hand for the tests of the command."""

import struct
import zlib


def chunk(kind, data):
    """Of a PNG."""
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def jpeg(width, height, segments=()):
    """A grey picture: each block is two zero bits, no difference and no detail.

    segments: kind and bytes of what stands before the picture itself.
    """
    def segment(kind, data):
        return bytes((0xFF, kind)) + struct.pack(">H", len(data) + 2) + data

    bits = "00" * (-(-width // 8) * -(-height // 8))
    bits += "1" * (-len(bits) % 8)
    return (b"\xff\xd8" + b"".join(segment(kind, data) for kind, data in segments) + segment(0xDB, b"\0" + b"\1" * 64)
            + segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0") + segment(0xC4, b"\0\1" + bytes(15) + b"\0")
            + segment(0xC4, b"\x10\1" + bytes(15) + b"\0") + segment(0xDA, b"\1\1\0\0\x3f\0") + int(bits, 2).to_bytes(len(bits) // 8, "big")
            + b"\xff\xd9")
