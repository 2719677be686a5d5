"""Bytes with bounds: files, gzip that cannot swell without end, and how reading them fails.

A gzip bomb is told by its ratio: no report packs to less than a hundredth of itself.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from wortlaut.errors import InputError
from wortlaut.sources.files import explain
from wortlaut.sources.items import Skipped

__all__ = ["inflate", "open_binary", "read_bounded", "unpack"]

GZIP = b"\x1f\x8b"
_HIGHEST_RATIO, _ALWAYS_ALLOWED = 100, 64_000_000
_CHUNK = 65_536
_GZIP_OR_ZLIB = zlib.MAX_WBITS + 32


class _Unpacked(io.RawIOBase):
    """The bytes in a gzip stream of one or more members; InputError where it is cut, damaged or a bomb."""

    def __init__(self, packed: BinaryIO):
        self._packed = _Counted(packed)
        self._inner = gzip.GzipFile(fileobj=cast(IO[bytes], self._packed), mode="rb")
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read1(min(len(buffer), _CHUNK))
        except EOFError:
            raise InputError("cut off in the middle of its gzip data; get it again") from None
        except (gzip.BadGzipFile, zlib.error) as error:
            raise InputError(f"damaged gzip data ({error}); get it again") from None
        buffer[: len(data)] = data
        self._given += len(data)
        if self._given > max(_ALWAYS_ALLOWED, _HIGHEST_RATIO * self._packed.taken):
            raise InputError(f"unpacks to more than {_HIGHEST_RATIO} times its size, which no text does; left alone")
        return len(data)

    def close(self) -> None:
        self._packed.close()
        super().close()


class _Counted:
    """A stream that counts the bytes taken from it."""

    def __init__(self, stream: BinaryIO):
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.taken += len(data)
        return data

    def close(self) -> None:
        self._stream.close()


def unpack(stream: BinaryIO) -> io.BufferedReader:
    """A buffered stream of what is in `stream`, which may be packed by gzip."""
    plain = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    if plain.peek(2)[:2] != GZIP:
        return plain
    return io.BufferedReader(_Unpacked(plain), _CHUNK)


@contextmanager
def open_binary(path: Path) -> Iterator[io.BufferedReader]:
    """Open a file, packed or not; InputError says in plain words what is wrong with it and what to do."""
    try:
        with path.open("rb") as file, unpack(file) as stream:
            yield stream
    except OSError as error:
        raise InputError(explain(error)) from error


def is_ordinary(path: Path) -> bool:
    """Whether a path leads to a file, and not to a pipe or a device, which could keep a reader waiting for ever."""
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # opening it tells what is wrong


def read_bounded(stream: BinaryIO, where: str, limit: int) -> bytes | Skipped:
    """All bytes of a stream that holds one report, or why they cannot be had."""
    try:
        data = stream.read(limit + 1)
    except InputError as error:
        return Skipped(where, str(error), "broken")
    except OSError as error:
        return Skipped(where, explain(error), "unreachable")
    return data if len(data) <= limit else too_large(where, limit)


def too_large(where: str, limit: int) -> Skipped:
    """More bytes than one report may have."""
    return Skipped(where, f"larger than {limit / 1_000_000:g} MB, the limit for one report", "too large")


def inflate(chunks: Iterator[bytes], encoding: str, limit: int) -> bytes | None:
    """The bytes of an HTTP body as it was sent; None past the limit, InputError where they are damaged."""
    packed = encoding in ("gzip", "x-gzip", "deflate")
    if not packed and encoding not in ("", "identity"):
        raise InputError(f"sent in the encoding {encoding!r}, which was not asked for")
    decoder = zlib.decompressobj(_GZIP_OR_ZLIB) if packed else None
    body = bytearray()
    for chunk in chunks:
        try:
            body += decoder.decompress(chunk, limit + 1 - len(body)) if decoder else chunk
        except zlib.error as error:
            raise InputError(f"damaged {encoding} data ({error})") from None
        if len(body) > limit:
            return None
    if decoder is not None and not decoder.eof:
        raise InputError(f"cut off in the middle of its {encoding} data")
    return bytes(body)
