"""Read text files as they come: find them, recognise their encoding, refuse what is no text.

The text is kept to the letter: only a byte order mark is dropped, line ends stay as they are.
Encodings are told apart in the order of how sure their signs are: byte order marks, the pattern of
zero bytes that UTF-16 makes of Western text, then UTF-8, which other encodings hardly ever form by
chance, and Windows-1252 for what is left and looks like writing.
"""

import codecs
import os
import re
from pathlib import Path
from typing import NamedTuple

from wortlaut.errors import InputError

__all__ = [
    "ENDINGS",
    "Decoded",
    "Found",
    "decode",
    "decode_marked",
    "explain",
    "find_files",
    "read_file",
    "refuse_binary",
]

ENDINGS = (".txt", ".md")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16, so it is tried before it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP, or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office document"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "SQLite"),
)
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html)(?=[\s>])", re.I | re.S)
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
_UTF8_CHARACTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_MAX_CONTROL = 0.05
_MAX_HIGH = 0.3
_SAMPLE = 4096


class Decoded(NamedTuple):
    """A text and the encoding that it was recognised by."""

    text: str
    encoding: str


class Found(NamedTuple):
    """The files below a path in a fixed order, and what could not be looked into."""

    files: list[Path]
    problems: list[InputError]


def find_files(path: Path) -> Found:
    """List the text files below a folder, hidden ones left out; a path that is no folder stands for itself."""
    if not path.is_dir():
        return Found([path], [])
    files: list[Path] = []
    problems: list[InputError] = []

    def note(error: OSError) -> None:
        problems.append(InputError(f"{error.filename}: {explain(error)}"))

    for folder, subfolders, names in os.walk(path, onerror=note):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        texts = (name for name in names if name.lower().endswith(ENDINGS) and not name.startswith("."))
        files.extend(Path(folder, name) for name in texts)
    if not files and not problems:
        problems.append(InputError(f"{path}: no text in this folder; files ending in {' or '.join(ENDINGS)} are read"))
    return Found(sorted(files), problems)


def read_file(path: str | os.PathLike[str]) -> str:
    """Read one text file; InputError names the file, what is wrong with it and what to do."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{os.fspath(path)}: {explain(error)}") from error
    try:
        text = decode(data).text
        if os.fspath(path).lower().endswith(_PAGE_ENDINGS):
            raise _web_page()
        return text
    except InputError as error:
        raise InputError(f"{os.fspath(path)}: {error}") from None


def decode(data: bytes) -> Decoded:
    """Turn bytes into text by the encoding that they show; InputError if they are no text."""
    if not data:
        raise InputError("empty; choose a file with text")
    refuse_binary(data)
    decoded = decode_marked(data) or _decode_unmarked(data)
    if not decoded.text or decoded.text.isspace():
        raise InputError("nothing but white space; choose a file with text")
    if "\x00" in decoded.text or len(_CONTROL.findall(decoded.text)) > _MAX_CONTROL * len(decoded.text):
        raise _binary(None)
    if _PAGE.match(decoded.text[:_SAMPLE]):
        raise _web_page()
    return decoded


def refuse_binary(data: bytes) -> None:
    """Raise InputError, with its kind, for what begins like a known kind of binary file."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise _binary(kind)


def decode_marked(data: bytes) -> Decoded | None:
    """Turn bytes that begin with a byte order mark into text; None without one, InputError if they are damaged."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise _damaged(encoding, error.start + len(mark)) from None
    return None


def _decode_unmarked(data: bytes) -> Decoded:
    encoding = _guess_utf16(data) or "utf-8"
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise _binary(None) from None
        position = error.start
    if b"\x00" in data:
        raise _binary(None)
    sequences = len(_UTF8_CHARACTER.findall(data))
    high = len(_HIGH.findall(data))
    if sequences > len(_HIGH.findall(_UTF8_CHARACTER.sub(b"", data))):
        raise _damaged("utf-8", position)
    if high > _MAX_HIGH * len(data):
        raise _unknown()
    try:
        return Decoded(data.decode("cp1252"), "windows-1252")
    except UnicodeDecodeError:
        raise _unknown() from None


def _guess_utf16(data: bytes) -> str | None:
    """Western text in UTF-16 has a zero in nearly every other byte, always on the same side."""
    sample = data[: min(_SAMPLE, len(data) // 2 * 2)]
    pairs = len(sample) // 2
    if len(data) % 2 or not pairs:
        return None
    first, second = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if second > 0.5 and first < 0.05:
        return "utf-16-le"
    if first > 0.5 and second < 0.05:
        return "utf-16-be"
    return None


def _binary(kind: str | None) -> InputError:
    return InputError(f"looks like a binary file{f' ({kind})' if kind else ''}: save it as text first")


def _web_page() -> InputError:
    return InputError("looks like a web page (HTML); save its text in a file")


def _damaged(encoding: str, position: int) -> InputError:
    return InputError(f"damaged {encoding.upper()} at byte {position}; save the text again as UTF-8")


def _unknown() -> InputError:
    return InputError("unknown encoding (UTF-8, UTF-16 and Windows-1252 are recognised); save the text as UTF-8")


def explain(error: OSError) -> str:
    """Say in plain words why the system gave no bytes, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    if isinstance(error, PermissionError):
        return "no permission to read it; check who may"
    if isinstance(error, IsADirectoryError):
        return "is a folder, not a file; name a file in it"
    return f"cannot be read ({error.strerror or error}); check the path"
