"""PNG files of pixels and nothing else: no date, no text, no density, no place. Encoded by us, for what is not written cannot leak.

Portable Network Graphics (third edition), W3C 2025: signature, IHDR, IDAT, IEND; 8 bits, grey or RGB, filter 0, no interlace.
"""

import struct
import zlib

import numpy as np
import numpy.typing as npt

SIGNATURE = b"\x89PNG\r\n\x1a\n"
GREY, RGB = 0, 2


def png(pixels: npt.NDArray[np.uint8]) -> bytes:
    """A file from (height, width) grey or (height, width, 3) red, green, blue; the same bytes for the same pixels."""
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] != 3) or not pixels.size:
        raise ValueError(f"no image: {pixels.shape} {pixels.dtype}")
    height, width = pixels.shape[:2]
    rows = np.ascontiguousarray(pixels).reshape(height, -1)
    raw = np.concatenate([np.zeros((height, 1), np.uint8), rows], axis=1).tobytes()
    head = struct.pack(">IIBBBBB", width, height, 8, GREY if pixels.ndim == 2 else RGB, 0, 0, 0)
    return SIGNATURE + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(raw, 9)) + _chunk(b"IEND", b"")


def chunks(data: bytes) -> list[tuple[str, bytes]]:
    """Names and contents of a PNG file's chunks. ValueError where it is none."""
    if not data.startswith(SIGNATURE):
        raise ValueError("no PNG file")
    found, at = [], len(SIGNATURE)
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if struct.pack(">I", zlib.crc32(name + body)) != data[at + 8 + length : at + 12 + length]:
            raise ValueError("a chunk of the PNG file is broken")
        found.append((name.decode("ascii"), body))
        at += 12 + length
    return found


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
