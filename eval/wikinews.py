"""Measure the reader on the German Wikinews quotation set: python -m eval.wikinews FOLDER.

The reader sees the raw text of each document and nothing else; its spans are mapped onto the set's tokens only to be
compared. `eval.pairing` says what the figures mean, `eval.cases` how the error cases are to be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import wortlaut
from eval.cases import KINDS, Case, find_cases, select, show
from eval.corpus import (
    PARTS,
    GoldDocument,
    Reading,
    digest_documents,
    find_files,
    load_document,
    load_readings,
    save_readings,
)
from eval.pairing import Pair, Scores, pair_quotes, score
from eval.reporting import add_case_options, align, follow, print_cases, print_checks, run, show_moves
from wortlaut.errors import InputError

HEADLINES = ("message", "roles", "joint", "type")


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured: the documents, how they were paired, and what it comes to."""

    documents: list[GoldDocument]
    pairs: dict[str, list[Pair]]
    scores: Scores
    digest: str
    reader: str

    @property
    def floors(self) -> dict[str, float]:
        """The figures that can be pinned: F1 of the headlines and of each part."""
        return {name: figure.f1 for name, figure in self.scores.figures.items()}

    @property
    def cases(self) -> list[Case]:
        """All errors by document and place."""
        return [case for document in self.documents for case in find_cases(document, self.pairs[document.name])]


def read_documents(documents: Sequence[GoldDocument]) -> tuple[dict[str, list[Reading]], str]:
    """Read the raw text of each document; the readings by document, and which reader it was."""
    readings, reader = {}, "none"
    for document in follow(documents, what="documents read"):
        record = wortlaut.read(document.text)
        readings[document.name] = [Reading.of(statement) for statement in record.statements]
        reader = f"{record.reader.version}, pack {record.reader.pack} {record.reader.pack_version}"
    return readings, reader


def measure(
    documents: Sequence[GoldDocument], readings: Mapping[str, Sequence[Reading]], *, reader: str = ""
) -> Measurement:
    """Hold readings against the annotation; a document without readings counts as one where nothing was found."""
    pairs = {d.name: pair_quotes(d.gold, d.place(readings.get(d.name, ()))) for d in documents}
    return Measurement(list(documents), pairs, score(pairs.values()), digest_documents(documents), reader)


def measure_folder(folder: Path) -> Measurement:
    """Read and measure a whole folder."""
    documents = [load_document(path) for path in find_files(folder)]
    readings, reader = read_documents(documents)
    return measure(documents, readings, reader=reader)


def show_measurement(measurement: Measurement) -> str:
    """The figures as tables; the same figures give the same bytes."""
    scores = measurement.scores
    gold, read = scores.count_gold(), scores.count_read()
    figures = [(name, *scores.figures[name]) for name in (*HEADLINES, *PARTS)]
    by_type = [(t, *scores.by_type[t], scores.count_gold(t), scores.count_read(t)) for t in scores.types]
    columns: list[str | None] = [*scores.types, None]
    confusion = [
        (row or "(nothing)", *(scores.confusion[row, column] for column in columns)) for row in [*scores.types, None]
    ]
    return "\n\n".join(
        [
            f"{len(measurement.documents)} documents, {gold} quotations annotated, {read} read\n"
            f"corpus {measurement.digest[:12]}   reader {measurement.reader}",
            align(("", "P", "R", "F1"), figures),
            align(("quote by type", "P", "R", "F1", "gold", "read"), by_type),
            align(("gold \\ read", *(column or "(missed)" for column in columns)), confusion),
        ]
    )


def to_json(measurement: Measurement) -> dict[str, Any]:
    """The figures for programs."""
    scores = measurement.scores
    return {
        "documents": len(measurement.documents),
        "digest": measurement.digest,
        "reader": measurement.reader,
        "figures": {name: figure._asdict() for name, figure in scores.figures.items()},
        "by_type": {
            t: figure._asdict() | {"gold": scores.count_gold(t), "read": scores.count_read(t)}
            for t, figure in scores.by_type.items()
        },
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all is well, 1 where a pinned figure is broken, 2 where the input cannot be used."""
    options = _parse(arguments)
    return run("eval.wikinews", lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    paths = find_files(options.folder)
    if options.document:
        paths = [path for path in paths if path.stem in options.document]
        if not paths:
            raise InputError(f"no document {' '.join(options.document)} in {options.folder}")
    documents = [load_document(path) for path in paths]
    before = measure(documents, load_readings(options.against)) if options.against else None
    if options.readings:
        readings, reader = load_readings(options.readings), f"saved in {options.readings.name}"
    else:
        readings, reader = read_documents(documents)
    if options.save:
        save_readings(options.save, readings)
    measurement = measure(documents, readings, reader=reader)
    print(show_measurement(measurement))
    if options.json:
        options.json.write_text(json.dumps(to_json(measurement), indent=2) + "\n", encoding="utf-8")
    _print_cases(measurement, before, options)
    return print_checks(options.floors, "wikinews", measurement.digest, measurement.floors)


def _print_cases(measurement: Measurement, before: Measurement | None, options: argparse.Namespace) -> None:
    earlier = None
    if before is not None:
        print("\n" + show_moves(before.scores.figures, measurement.scores.figures))
        earlier = select(before.cases, type=options.type)
    print_cases(select(measurement.cases, type=options.type), earlier, show, kinds=KINDS, options=options)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m eval.wikinews", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a part of the set, one JSON file per document")
    parser.add_argument("--document", action="append", metavar="NAME", help="only this document; can be repeated")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="compare with the pinned figures; exit 1 if broken")
    cases = add_case_options(parser, KINDS)
    cases.add_argument("--type", metavar="TYPE", help="only quotations annotated or read as this type")
    saved = parser.add_argument_group("saved readings")
    saved.add_argument("--save", type=Path, metavar="FILE", help="write what was read")
    saved.add_argument("--readings", type=Path, metavar="FILE", help="measure what was saved instead of reading")
    saved.add_argument("--against", type=Path, metavar="FILE", help="show what changed since FILE was saved")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
