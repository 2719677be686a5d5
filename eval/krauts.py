"""Measure the reader's time expressions on the KRAUTS corpus: python -m eval.krauts FOLDER.

The folder holds one JSON file per document: `doc` (DieZeit__… or Dolomiten-…), `dct` (its date), `text`, and
`timexes`, each with `start`, `end` (code points), `type` and `value` (null for none). The reader sees text and date.

What counts is the measure of TempEval-3: in each document annotated and found times are paired one to one, equal
spans first, then those that share the most characters. A pair is then right, or not, in four respects:

    strict   both have the same span         type     both have the same type
    relaxed  they share a character          value    both have the same value, as strings

Precision is the share of all found times that are right, recall the share of all annotated ones, over all documents
at once. A found time without a partner is wrong in all four, and so is an annotated one.

An error case shows the annotated time as ``[…]`` and the found one as ``{…}``; ``≠`` marks what differs, the arrow
the rules behind it:

    DieZeit__2001_07_Norland  2001-02-15  span value
       Die Brücke steht seit [dem {Sommer} 1998] leer.
       gold  DATE 1998-SU
       read  DATE ≠2001-SU  ← season
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import wortlaut
from eval.corpus import find_files
from eval.pairing import Figure
from eval.reporting import add_case_options, align, follow, print_cases, print_checks, run, show_moves
from wortlaut.errors import InputError
from wortlaut.model import Span, Timex, TimexType
from wortlaut.text.dates import check_edtf

PARTS = {"DieZeit": "zeit", "Dolomiten": "dolomiten"}
RESPECTS = ("strict", "relaxed", "type", "value")
KINDS = ("missed", "spurious", "span", "type", "value")
TYPES = tuple(kind.value for kind in TimexType)
CONTEXT = 60


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


class Pair(NamedTuple):
    """An annotated and a found time; None where one has no partner."""

    gold: Time | None
    read: Time | None


def pair_times(gold: Times, read: Times) -> list[Pair]:
    """Pair one to one, equal spans first, then the longest overlap, the earlier before the later; then the rest."""

    def rank(pair: tuple[int, int]) -> tuple[int, int, int]:
        a, b = gold[pair[0]].span, read[pair[1]].span
        return (max(a.start, b.start) - min(a.end, b.end) if a != b else -sys.maxsize, *pair)

    touching = [(i, j) for i, g in enumerate(gold) for j, r in enumerate(read) if g.span.overlaps(r.span)]
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(touching, key=rank):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    return [
        *(Pair(g, read[partner[i]] if i in partner else None) for i, g in enumerate(gold)),
        *(Pair(None, r) for j, r in enumerate(read) if j not in taken),
    ]


def find_differences(gold: Time, read: Time) -> tuple[str, ...]:
    """In what a found time differs from its partner."""
    return tuple(name for name in ("span", "type", "value") if getattr(gold, name) != getattr(read, name))


@dataclass(frozen=True, slots=True)
class Score:
    """What the pairs of some documents come to."""

    gold: int
    read: int
    right: Counter[str]

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> Score:
        """Count the pairs."""
        gold = read = 0
        right: Counter[str] = Counter()
        for pair in pairs:
            gold += pair.gold is not None
            read += pair.read is not None
            if pair.gold and pair.read:
                wrong = find_differences(pair.gold, pair.read)
                right.update({"relaxed": 1, "strict": "span" not in wrong})
                right.update({name: name not in wrong for name in ("type", "value")})
        return cls(gold, read, right)

    @property
    def figures(self) -> dict[str, Figure]:
        """Precision, recall and F1 in each respect; over nothing they are 0."""
        return {respect: self._figure(self.right[respect]) for respect in RESPECTS}

    def _figure(self, right: int) -> Figure:
        wholes = (self.read, self.gold, (self.gold + self.read) / 2)
        shares = (100 * right / whole if whole else 0.0 for whole in wholes)
        return Figure(*(round(share, 1) for share in shares))


@dataclass(frozen=True, slots=True)
class Case:
    """One pair that is not right, with everything that is wrong about it."""

    document: GoldDocument
    pair: Pair
    kinds: tuple[str, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two cases the same: document and what is wrong, whatever rules read it."""
        return (self.document.name, *((side.span, side.type, side.value) if side else None for side in self.pair))


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one system found, held against the annotation; `reader` says which it was."""

    documents: list[GoldDocument]
    pairs: dict[str, list[Pair]]
    reader: str

    @property
    def digest(self) -> str:
        """SHA-256 over what is measured: sub-corpora, dates, texts, times; not over names and order of the files."""
        contents = ((d.part, d.date, d.text, [(*g.span, g.type, g.value) for g in d.gold]) for d in self.documents)
        return sha256(b"".join(sorted(sha256(json.dumps(c).encode()).digest() for c in contents))).hexdigest()

    @property
    def parts(self) -> dict[str, Score]:
        """The score of each sub-corpus, then of all documents as `all`."""
        scores = {
            part: Score.of(pair for d in self.documents if d.part == part for pair in self.pairs[d.name])
            for part in PARTS
            if any(d.part == part for d in self.documents)
        }
        return scores | {"all": Score.of(pair for pairs in self.pairs.values() for pair in pairs)}

    @property
    def floors(self) -> dict[str, float]:
        """The figures that can be pinned: F1 over all documents as `value`, of a sub-corpus as `zeit_value`."""
        prefixes = {"all": ""} | {part: f"{name}_" for part, name in PARTS.items()}
        return {
            prefixes[part] + respect: figure.f1
            for part, score in self.parts.items()
            for respect, figure in score.figures.items()
        }

    @property
    def cases(self) -> list[Case]:
        """All errors by document and place."""
        return [case for document in self.documents for case in find_cases(document, self.pairs[document.name])]


def find_cases(document: GoldDocument, pairs: Iterable[Pair]) -> list[Case]:
    """Every error of a document in the order of its text."""
    cases = []
    for pair in pairs:
        if pair.gold and pair.read:
            kinds = find_differences(pair.gold, pair.read)
        else:
            kinds = ("missed",) if pair.gold else ("spurious",)
        cases += [Case(document, pair, kinds)] if kinds else []
    return sorted(cases, key=lambda case: min(side.span for side in case.pair if side))


def read_documents(documents: Sequence[GoldDocument]) -> tuple[dict[str, list[Time]], str]:
    """Read text and date of each document; the times by document, and which reader it was."""
    readings, reader = {}, "none"
    for document in follow(documents, what="documents read"):
        record = wortlaut.read(document.text, published=document.date)
        readings[document.name] = [Time.of(timex) for timex in record.times]
        reader = f"{record.reader.version}, pack {record.reader.pack} {record.reader.pack_version}"
    return readings, reader


def measure(documents: Sequence[GoldDocument], readings: Readings, *, reader: str = "") -> Measurement:
    """Hold what was found against the annotation; a document that is not in `readings` has no times."""
    pairs = {d.name: pair_times(d.gold, readings.get(d.name, ())) for d in documents}
    return Measurement(list(documents), pairs, reader)


def measure_folder(folder: Path) -> Measurement:
    """Read and measure a whole folder."""
    documents = load_documents(folder)
    readings, reader = read_documents(documents)
    return measure(documents, readings, reader=reader)


def load_documents(folder: Path) -> list[GoldDocument]:
    """Read a folder of the corpus; raises InputError that names file and field where it is not in the form above."""
    documents: dict[str, GoldDocument] = {}
    for path in find_files(folder):
        document = _load_document(path)
        if document.name in documents:
            raise InputError(f"{path}: doc: {document.name} stands in another file as well")
        documents[document.name] = document
    return list(documents.values())


def _load_document(path: Path) -> GoldDocument:
    try:
        source = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: not a document of the KRAUTS corpus: {error}") from error
    name, date, text = (_take(source, field, str, path) for field in ("doc", "dct", "text"))
    part = next((part for part in PARTS if name.startswith(part)), None)
    if part is None:
        raise InputError(f"{path}: doc: {name!r} begins with none of {', '.join(PARTS)}")
    try:
        check_edtf(date)
    except InputError as error:
        raise InputError(f"{path}: dct: {error}") from None
    return GoldDocument(name, part, date, text, tuple(_load_times(source, text, path)))


def load_readings(path: Path, documents: Iterable[GoldDocument]) -> dict[str, list[Time]]:
    """Read found times, one JSON object with `doc` and `timexes` on each line.

    Lines of other documents are passed over; of two times with the same span the first counts. Raises InputError
    where the file cannot be used, or none of its lines is about one of the documents.
    """
    texts = {document.name: document.text for document in documents}
    readings: dict[str, list[Time]] = {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: no found times: {error}") from error
    for number, line in enumerate(lines, start=1):
        where = f"{path}:{number}"
        if not line.strip():
            continue
        try:
            source = json.loads(line)
        except ValueError as error:
            raise InputError(f"{where}: not JSON: {error}") from error
        name = _take(source, "doc", str, where)
        if name in readings:
            raise InputError(f"{where}: doc: {name} stands on another line as well")
        if name in texts:
            unique = {time.span: time for time in reversed(_load_times(source, texts[name], where))}
            readings[name] = [unique[span] for span in sorted(unique)]
    if not readings:
        raise InputError(f"{path}: no found times of these documents")
    return readings


def save_readings(path: Path, readings: Readings) -> None:
    """Write found times in the form that `load_readings` reads."""
    rows = ({"doc": name, "timexes": [time.to_json() for time in found]} for name, found in readings.items())
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _load_times(source: Any, text: str, where: object) -> list[Time]:
    entries = _take(source, "timexes", list, where)
    return sorted(
        (_load_time(entry, text, f"{where}: timexes[{i}]") for i, entry in enumerate(entries)),
        key=lambda time: time.span,
    )


def _load_time(entry: Any, text: str, where: str) -> Time:
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


def show_measurement(measurement: Measurement, other: Measurement | None = None, *, split: str = "") -> str:
    """The figures as tables, beside those of another system; the same figures give the same bytes."""
    systems = [measurement, *([other] if other else [])]
    scores = [system.parts for system in systems]
    note = ": development figures, the rules were written with these documents at hand" if split == "dev" else ""
    documents = Counter(document.part for document in measurement.documents)
    documents["all"] = documents.total()
    sizes = [
        (part, documents[part], first.gold, *(parts[part].read for parts in scores))
        for part, first in scores[0].items()
    ]
    rows: list[Sequence[object]] = []
    for part in scores[0]:
        figures = [parts[part].figures for parts in scores]
        rows += [[""] * (1 + 3 * len(systems))] if rows else []
        rows += [[part, *_name_columns(systems, "P", "R", "F1")]]
        rows += [[respect, *(cell for each in figures for cell in each[respect])] for respect in RESPECTS]
    return "\n\n".join(
        [
            f"KRAUTS, split {split}{note}\ncorpus {measurement.digest[:12]}   reader {measurement.reader}",
            align(("", "documents", "annotated", *_name_columns(systems, "found")), sizes),
            align([str(cell) for cell in rows[0]], rows[1:]),
            _show_types(systems),
        ]
    )


def _name_columns(systems: Sequence[Measurement], first: str, *others: str) -> list[str]:
    """The columns of each system; those of the second begin with its name."""
    return [name for i, s in enumerate(systems) for name in (f"{s.reader}: {first}" if i else first, *others)]


def _show_types(systems: Sequence[Measurement]) -> str:
    """How many times of each type are annotated, and how many of them were found (relaxed) with the right value."""
    rows = []
    for type in TYPES:
        row: list[object] = [type]
        for system in systems:
            pairs = [p for pairs in system.pairs.values() for p in pairs if p.gold and p.gold.type == type]
            differences = [find_differences(p.gold, p.read) for p in pairs if p.gold and p.read]
            row += [] if row[1:] else [len(pairs)]
            row += [len(differences), sum("value" not in each for each in differences)]
        rows.append(row)
    return align(("type", "annotated", *_name_columns(systems, "found", "value right")), rows)


def show(case: Case) -> str:
    """One case as a few lines of text."""
    lines = [f"{case.document.name}  {case.document.date}  {' '.join(case.kinds)}", f"   {_show_context(case)}"]
    gold, read = case.pair
    if gold:
        lines.append(f"   gold  {gold.type} {gold.value}")
    if read:
        marks = {kind: "≠" for kind in case.kinds}
        rules = f"  ← {' '.join(read.rules)}" if read.rules else ""
        lines.append(f"   read  {marks.get('type', '')}{read.type} {marks.get('value', '')}{read.value}{rules}")
    return "\n".join(lines)


def _show_context(case: Case) -> str:
    """The words around the pair on one line, with both times marked, the annotated one inside where they agree."""
    text = case.document.text
    marks = sorted(_find_marks(case.pair))
    first, last = max(0, marks[0][0] - CONTEXT), min(len(text), marks[-1][0] + CONTEXT)
    edges = [first, *(position for position, _, _ in marks), last]
    stretches = [text[a:b] for a, b in pairwise(edges)]
    shown = "".join(words + mark for words, (_, _, mark) in zip(stretches, marks, strict=False)) + stretches[-1]
    return f"{'…' if first else ''}{' '.join(shown.split())}{'…' if last < len(text) else ''}"


def _find_marks(pair: Pair) -> Iterator[tuple[int, tuple[bool, int, int], str]]:
    """Place, order at the same place, and mark: what closes before what opens, and the longer time outside."""
    for time, opening, closing, depth in ((pair.read, "{", "}", 1), (pair.gold, "[", "]", 2)):
        if time:
            yield time.span.start, (True, -time.span.end, depth), opening
            yield time.span.end, (False, -time.span.start, -depth), closing


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all is well, 1 where a pinned figure is broken, 2 where the input cannot be used."""
    options = _parse(arguments)
    return run("eval.krauts", lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    documents = [d for d in load_documents(options.folder) if any(name in d.name for name in options.doc or [""])]
    if not documents:
        raise InputError(f"no document with {' or '.join(options.doc)} in its name in {options.folder}")
    before = measure(documents, load_readings(options.against, documents)) if options.against else None
    if options.pred:
        readings = load_readings(options.pred, documents)
        reader = f"saved in {options.pred.name}, {len(readings)} documents"
    else:
        readings, reader = read_documents(documents)
    if options.save:
        save_readings(options.save, readings)
    measurement = measure(documents, readings, reader=reader)
    heideltime = measure_heideltime(options.folder, documents, options.heideltime)
    print(show_measurement(measurement, heideltime, split=options.folder.resolve().name))
    if before is not None:
        print("\n" + show_moves(before.parts["all"].figures, measurement.parts["all"].figures))
    print_cases(measurement.cases, before.cases if before is not None else None, show, kinds=KINDS, options=options)
    return print_checks(options.floors, "krauts", measurement.digest, measurement.floors)


def measure_heideltime(folder: Path, documents: Sequence[GoldDocument], path: Path | None = None) -> Measurement | None:
    """What HeidelTime found: in the file named, or in heideltime_SPLIT.jsonl beside the folder if it is there."""
    beside = folder.resolve().parent / f"heideltime_{folder.resolve().name}.jsonl"
    found = path or (beside if beside.is_file() else None)
    return measure(documents, load_readings(found, documents), reader="HeidelTime") if found else None


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.krauts", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a split of the corpus, one JSON file per document")
    parser.add_argument("--doc", action="append", metavar="NAME", help="only documents with NAME in their name")
    parser.add_argument("--heideltime", type=Path, metavar="FILE", help="what HeidelTime found, to stand beside")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="compare with the pinned figures; exit 1 if broken")
    add_case_options(parser, KINDS)
    saved = parser.add_argument_group("saved readings: JSON lines")
    saved.add_argument("--save", type=Path, metavar="FILE", help="write what was found")
    saved.add_argument("--pred", type=Path, metavar="FILE", help="measure what FILE says instead of reading")
    saved.add_argument("--against", type=Path, metavar="FILE", help="show what changed since FILE was saved")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
