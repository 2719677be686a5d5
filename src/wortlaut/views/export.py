"""Write records as JSON: for programs, and for keeping.

The keys and their order are the contract of the record format. Text stays readable (no escapes for
umlauts). A lone surrogate, half of a character that a damaged source left behind, cannot be written
in UTF-8; it becomes the JSON escape that stands for it and comes back when read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator

from wortlaut.model import Record

__all__ = ["to_json", "to_json_array", "to_jsonl"]

_SPAN = re.compile(r"\[\n *(\d+),\n *(\d+)\n *\]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(record: Record, parts: Collection[str] = ()) -> str:
    """Write one record, or only these parts of it, as indented JSON, each span on one line."""
    # No string of JSON holds a line break, so the pattern meets nothing but lists of two numbers.
    return _SPAN.sub(r"[\1, \2]", _dump(record, parts, indent=2)) + "\n"


def to_json_array(records: Iterable[Record], parts: Collection[str] = ()) -> Iterator[str]:
    """Write records, or only these parts of them, as one JSON array, in pieces, one record at a time."""
    separator = "["
    for record in records:
        yield f"{separator}\n{to_json(record, parts).rstrip()}"
        separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def to_jsonl(records: Iterable[Record], parts: Collection[str] = ()) -> Iterator[str]:
    """Write records, or only these parts of them, as JSON Lines: one record, one line."""
    for record in records:
        yield _dump(record, parts) + "\n"


def _dump(record: Record, parts: Collection[str], indent: int | None = None) -> str:
    content = {key: value for key, value in record.to_dict().items() if not parts or key in parts}
    text = json.dumps(content, ensure_ascii=False, indent=indent)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
