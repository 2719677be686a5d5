"""Recognise what a file, a stream or an answer of a server is: by its name, its type, and how it begins."""

from __future__ import annotations

import json
import re
from pathlib import PurePath

from wortlaut.sources.options import Form

__all__ = ["FOLDER_ENDINGS", "form_of_file", "form_of_type"]

HEAD = 4_096

_ENDINGS: dict[str, Form] = {
    ".txt": "text",
    ".md": "text",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".rss": "feed",
    ".atom": "feed",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
}
FOLDER_ENDINGS = tuple(_ENDINGS)
"""The endings of files that are taken from a folder, each also with .gz behind it."""

_TYPES: dict[str, Form] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/feed+json": "feed",
    "text/plain": "text",
    "text/markdown": "text",
}
_UNTOLD = frozenset("application/xml text/xml application/json application/octet-stream".split())

_PROLOGUE = r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*|<\?.*?\?>\s*)*+"
_PAGE = re.compile(_PROLOGUE + r"<(?:!doctype\s+html|html)(?=[\s>])", re.I | re.S)
_FEED = re.compile(_PROLOGUE + r"<(?:rss|feed|rdf:RDF)(?=[\s>])", re.S)
_JSON_FEED = re.compile(r'\s*\{.*?"version"\s*:\s*"https://jsonfeed\.org/version/', re.S)
_JSON_LIST = re.compile(r"\s*\[\s*\{")
_OBJECT = re.compile(r'\s*\{\s*["}]')


def form_of_file(name: str, head: bytes) -> Form:
    """What a file is by its name, and where that does not tell by its first bytes, unpacked; text if nothing else."""
    ending = PurePath(name.lower().removesuffix(".gz")).suffix
    return _ENDINGS.get(ending) or _form_of_head(head) or ("json" if ending == ".json" else "text")


def form_of_type(content_type: str, data: bytes) -> Form | None:
    """What an answer of a server is; None for what holds no text. A page sent as text is a page all the same."""
    told = _TYPES.get(content_type)
    seen = _form_of_head(data[:HEAD])
    if told is None and content_type not in _UNTOLD:
        return None
    return seen if seen in ("page", "feed") else told


def _form_of_head(head: bytes) -> Form | None:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    start = head.replace(b"\0", b"").decode("utf-8", "ignore").lstrip("\ufeff")
    for pattern, form in _SIGNS:
        if pattern.match(start):
            return form
    return _form_of_objects(start) if _OBJECT.match(start) else None


def _form_of_objects(start: str) -> Form:
    """One object on each line, or one that goes over several."""
    try:
        json.loads(start.lstrip().partition("\n")[0])
    except ValueError:
        # A first line that is longer than what was looked at is one object on a line.
        return "json" if "\n" in start.strip() else "jsonl"
    return "jsonl"


_SIGNS: tuple[tuple[re.Pattern[str], Form], ...] = (
    (_PAGE, "page"),
    (_FEED, "feed"),
    (_JSON_FEED, "feed"),
    (_JSON_LIST, "json"),
)
