"""Documents of the KRAUTS corpus and times found in them: read, checked, saved.

A folder holds one JSON file per document: `doc` (DieZeit__… or Dolomiten-…), `dct` (its date), `text`, and `timexes`,
each with `start`, `end` (code points), `type` and `value` (null for none). Or it holds TimeML as the corpus is
published (`eval.krauts_timeml`), which is taken into the same form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.corpus import find_files
from eval.krauts_timeml import TIMEML, find_heideltime, find_timeml, name_split, read_timeml
from wortlaut.errors import InputError
from wortlaut.model import Span, Timex, TimexType
from wortlaut.text.dates import check_edtf

PARTS = {"DieZeit": "zeit", "Dolomiten": "dolomiten"}
TYPES = tuple(kind.value for kind in TimexType)


@dataclass(frozen=True, slots=True)
class Time:
    """One time expression, annotated or found."""

    span: Span
    type: str
    value: str
    rules: tuple[str, ...] = ()

    @classmethod
    def of(cls, timex: Timex) -> Time:
        """What is compared of a record's time."""
        return cls(timex.span, timex.type.value, timex.value, timex.rules)

    def to_json(self) -> dict[str, Any]:
        """As the corpus writes it, with the rules."""
        start, end = self.span
        return {"start": start, "end": end, "type": self.type, "value": self.value, "rules": list(self.rules)}


Times = Sequence[Time]
Readings = Mapping[str, Times]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document; `part` is the sub-corpus that its name begins with."""

    name: str
    part: str
    date: str
    text: str
    gold: tuple[Time, ...]


def load_documents(folder: Path) -> list[GoldDocument]:
    """Read a folder of the corpus; raises InputError that names file and field where it is in neither form."""
    documents: dict[str, GoldDocument] = {}
    for path in find_timeml(folder) or find_files(folder):
        document = _build_document(_read_source(path), path)
        if document.name in documents:
            raise InputError(f"{path}: doc: {document.name} stands in another file as well")
        documents[document.name] = document
    return list(documents.values())


def _read_source(path: Path) -> Any:
    try:
        return read_timeml(path) if path.suffix == TIMEML else json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a document of the KRAUTS corpus: {error}") from error


def _build_document(source: Any, path: Path) -> GoldDocument:
    name, date, text = (_take(source, field, str, path) for field in ("doc", "dct", "text"))
    part = next((part for part in PARTS if name.startswith(part)), None)
    if part is None:
        raise InputError(f"{path}: doc: {name!r} begins with none of {', '.join(PARTS)}")
    try:
        check_edtf(date)
    except InputError as error:
        raise InputError(f"{path}: dct: {error}") from None
    return GoldDocument(name, part, date, text, tuple(_build_times(source, text, path)))


def load_readings(path: Path, documents: Iterable[GoldDocument]) -> dict[str, list[Time]]:
    """Read found times, one JSON object with `doc` and `timexes` on each line.

    Lines of other documents are passed over; of two times with the same span the first counts. Raises InputError
    where the file cannot be used, or none of its lines is about one of the documents.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no found times: {error}") from error
    rows = ((f"{path}:{number}", line) for number, line in enumerate(lines, start=1) if line.strip())
    return _gather(((where, _parse_line(line, where)) for where, line in rows), documents, path)


def _parse_line(line: str, where: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: not JSON: {error}") from error


def load_heideltime(folder: Path, documents: Iterable[GoldDocument]) -> dict[str, list[Time]] | None:
    """What HeidelTime found, as it comes with the corpus: heideltime_SPLIT.jsonl beside a folder of JSON files, or the
    folders ending in ``_Heideltime`` beside those with TimeML; None where it is not there.
    """
    if paths := find_heideltime(folder):
        return _gather(((str(path), _read_source(path)) for path in paths), documents, folder)
    beside = folder.resolve().parent / f"heideltime_{name_split(folder)}.jsonl"
    return load_readings(beside, documents) if beside.is_file() else None


def _gather(rows: Iterable[tuple[str, Any]], documents: Iterable[GoldDocument], origin: Path) -> dict[str, list[Time]]:
    texts = {document.name: document.text for document in documents}
    readings: dict[str, list[Time]] = {}
    for where, source in rows:
        name = _take(source, "doc", str, where)
        if name in readings:
            raise InputError(f"{where}: doc: {name} stands on another line as well")
        if name in texts:
            unique = {time.span: time for time in reversed(_build_times(source, texts[name], where))}
            readings[name] = [unique[span] for span in sorted(unique)]
    if not readings:
        raise InputError(f"{origin}: no found times of these documents")
    return readings


def save_readings(path: Path, readings: Readings) -> None:
    """Write found times in the form that `load_readings` reads."""
    rows = ({"doc": name, "timexes": [time.to_json() for time in found]} for name, found in readings.items())
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _build_times(source: Any, text: str, where: object) -> list[Time]:
    entries = _take(source, "timexes", list, where)
    return sorted(
        (_build_time(entry, text, f"{where}: timexes[{i}]") for i, entry in enumerate(entries)),
        key=lambda time: time.span,
    )


def _build_time(entry: Any, text: str, where: str) -> Time:
    span = Span(_take(entry, "start", int, where), _take(entry, "end", int, where))
    if not (0 <= span.start < span.end <= len(text) and span.of(text).strip()):
        raise InputError(f"{where}: start, end: no words of the text stand at {span.start} to {span.end}")
    if entry.get("text", span.of(text)) != span.of(text):
        raise InputError(f"{where}: text: {entry['text']!r}, but {span.of(text)!r} stands there")
    type = _take(entry, "type", str, where)
    if type not in TYPES:
        raise InputError(f"{where}: type: {type!r} is none of {', '.join(TYPES)}")
    rules = _take(entry, "rules", list, where) if "rules" in entry else []
    value = "" if entry.get("value", "") is None else _take(entry, "value", str, where)
    return Time(span, type, value.strip(), tuple(map(str, rules)))


def _take(source: Any, name: str, kind: type, where: object) -> Any:
    """A field of a JSON object, of the kind that it must have."""
    if not isinstance(source, dict):
        raise InputError(f"{where}: not a JSON object")
    if name not in source:
        raise InputError(f"{where}: {name}: is missing")
    value = source[name]
    if type(value) is not kind:
        raise InputError(f"{where}: {name}: is {value!r:.40}, not of the kind {kind.__name__}")
    return value
