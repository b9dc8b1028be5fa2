"""Reads as much of a PNG as is needed to judge an icon: its size and its pixels (W3C PNG, third edition)."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
#: Bytes per pixel by colour type, 8 bits a channel: 2 is RGB, 6 is RGBA (§11.2.1).
CHANNELS = {2: 3, 6: 4}
#: Icons are small; whatever claims to be larger is not unpacked.
LARGEST = 1024


class NotReadable(Exception):
    """This is not a PNG that Usher can judge: 8 bits a channel, RGB or RGBA, not interlaced."""


@dataclass(frozen=True, kw_only=True)
class Image:
    """An unpacked image."""

    width: int
    height: int
    #: ``(red, green, blue, alpha)``, row by row from the top left; alpha is 255 where the file has none.
    pixels: list[tuple[int, int, int, int]]


def read_png(data: bytes) -> Image:
    """Unpack ``data``; raises :class:`NotReadable`."""
    try:
        return _unpack(dict(_chunks(data)))
    except (KeyError, IndexError, ValueError, struct.error, zlib.error) as broken:
        raise NotReadable(str(broken)) from broken


def _chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Type and content of each chunk; the parts of the image data are joined into one."""
    if not data.startswith(SIGNATURE):
        raise NotReadable("no PNG signature")
    at, found, image = len(SIGNATURE), [], b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        content = data[at + 8 : at + 8 + length]
        found.append((kind, content))
        image += content if kind == b"IDAT" else b""
        at += length + 12
    return [*found, (b"IDAT", image)]


def _unpack(chunks: dict[bytes, bytes]) -> Image:
    """From header and image data to pixels."""
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    if depth != 8 or colour not in CHANNELS or interlaced or max(width, height) > LARGEST:  # noqa: PLR2004  # 8 bits
        raise NotReadable(f"{width}x{height}, {depth} bits, colour type {colour}, interlace {interlaced}")
    size = CHANNELS[colour]
    packed = zlib.decompressobj().decompress(chunks[b"IDAT"], height * (width * size + 1))
    rows = _unfilter(packed, height=height, stride=width * size, size=size)
    pixels = [_rgba(row[x : x + size]) for row in rows for x in range(0, width * size, size)]
    return Image(width=width, height=height, pixels=pixels)


def _rgba(pixel: bytearray) -> tuple[int, int, int, int]:
    """One pixel with its alpha."""
    red, green, blue, *alpha = pixel
    return red, green, blue, (alpha[0] if alpha else 255)


def _unfilter(packed: bytes, *, height: int, stride: int, size: int) -> list[bytearray]:
    """Undo the filter that each row names in its first byte (§9.2)."""
    rows, above = [], bytearray(stride)
    for y in range(height):
        kind, *rest = packed[y * (stride + 1) : (y + 1) * (stride + 1)]
        row = bytearray(rest)
        for x in range(stride):
            left, corner = (row[x - size], above[x - size]) if x >= size else (0, 0)
            row[x] = (row[x] + _predict(kind, left, above[x], corner)) & 0xFF
        rows.append(row)
        above = row
    return rows


def _predict(kind: int, left: int, up: int, corner: int) -> int:
    """What the filter expected at this byte: none, sub, up, average or Paeth (§9.2, table 4)."""
    estimate = left + up - corner
    nearest = min((abs(estimate - value), order, value) for order, value in enumerate((left, up, corner)))
    return (0, left, up, (left + up) // 2, nearest[2])[kind]
