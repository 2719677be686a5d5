"""Measure the reader's time expressions on the KRAUTS corpus: python -m eval.krauts FOLDER.

The folder is one of JSON files, one of TimeML files, or a clone of the corpus (`eval.krauts_corpus`). The reader sees
text and date of each document.

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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import wortlaut
from eval.krauts_corpus import (
    PARTS,
    TYPES,
    GoldDocument,
    Readings,
    Time,
    Times,
    load_documents,
    load_heideltime,
    load_readings,
    save_readings,
)
from eval.krauts_timeml import name_split
from eval.pairing import Figure
from eval.reporting import add_case_options, align, follow, print_cases, print_checks, run, show_moves
from wortlaut.errors import InputError

RESPECTS = ("strict", "relaxed", "type", "value")
KINDS = ("missed", "spurious", "span", "type", "value")
CONTEXT = 60


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
    print(show_measurement(measurement, heideltime, split=name_split(options.folder)))
    if before is not None:
        print("\n" + show_moves(before.parts["all"].figures, measurement.parts["all"].figures))
    print_cases(measurement.cases, before.cases if before is not None else None, show, kinds=KINDS, options=options)
    return print_checks(options.floors, "krauts", measurement.digest, measurement.floors)


def measure_heideltime(folder: Path, documents: Sequence[GoldDocument], path: Path | None = None) -> Measurement | None:
    """What HeidelTime found: in the file named, or what comes with the corpus if it is there."""
    readings = load_readings(path, documents) if path else load_heideltime(folder, documents)
    return measure(documents, readings, reader="HeidelTime") if readings else None


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.krauts", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a split of the corpus, or a clone of it")
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
