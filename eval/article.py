"""Measure the reader on one report with a record made by hand: python -m eval.article FOLDER.

The folder holds `article.txt` and `gold.json` (statements with spans in code points, the narrator's own facts, quoted
names that are no quotations, what its times come to if published then or then). What counts:

    found      a read statement of the same type whose quote overlaps the annotated one by at least 0.8: code points in
               both over code points in either, white space left aside; each statement counts once, best overlap first
    speakers   of the found: the read speaker shares a code point with the annotated one; both empty is right as well
    names      of the found: the read actor's name shares a word with the last word of an annotated actor's name, up to
               the ending; unknown must stay unknown
    addressees of the found that have one: the read addressee shares a code point with it
    chains     of the annotated chains: found, as many hops, and each hop's words name the annotated source, in order
    nested     of the annotated nestings: both statements found, and the inner one points at the outer one
    times      of the times named for some date of publication: right wherever they stand (`eval.article_times`)
    acts       of the annotated claims; polarity, events, agenda and links of those annotated (`eval.article_acts`)
    narrated   narrator's facts that a read quote covers by more than half: none is allowed
    names_quoted  quoted names read as quotation: a Direct quote covers more than half of it, or any quote lies in it
    surplus    an addressee, a chain or a nesting read in a found statement that has none
    extra      read statements that are none of the annotated ones
    claims_extra  read claims of found statements that are none of the annotated ones
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import wortlaut
from eval.article_acts import (
    NO_HAPPENINGS,
    Finding,
    GoldHappenings,
    count_extra_claims,
    count_findings,
    find_happenings,
    judge_happenings,
    show_finding,
)
from eval.article_times import Outcome, Wish, find_wishes, judge_times, show_outcome
from eval.naming import is_name
from eval.reporting import align, check_floors, digest_files, run, show_checks
from wortlaut.errors import InputError
from wortlaut.model import Record, Span, Spans, Statement

ENOUGH = 0.8

Characters = frozenset[int]


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """One statement of the record made by hand; `actors` are the names that are right for its speaker."""

    id: str
    type: str
    quote: Spans
    speaker: Spans
    addressee: Spans
    actors: tuple[str, ...]
    chain: tuple[str, ...]
    nested_in: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """A report and what a person made of it."""

    text: str
    published: str | None
    statements: tuple[GoldStatement, ...]
    narrated: Spans
    not_a_quotation: Spans
    wishes: tuple[Wish, ...] = ()
    digest: str = ""
    happenings: GoldHappenings = NO_HAPPENINGS


@dataclass(frozen=True, slots=True)
class Verdict:
    """One annotated statement, the read one that matches it, and what of it is right.

    `addressee`, `chain` and `nested` are None where neither side has one.
    """

    gold: GoldStatement
    read: Statement | None
    speaker: bool = False
    name: bool = False
    addressee: bool | None = None
    chain: bool | None = None
    nested: bool | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """The whole comparison."""

    article: Article
    record: Record
    verdicts: tuple[Verdict, ...]
    narrated: tuple[tuple[Span, Statement], ...]
    names_quoted: tuple[tuple[Span, Statement], ...]
    extra: tuple[Statement, ...]
    times: tuple[Outcome, ...]
    findings: tuple[Finding, ...] = ()
    claims_extra: int = 0

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Each count that should be high, and out of how many."""
        verdicts = self.verdicts
        return {
            "found": (sum(v.read is not None for v in verdicts), len(verdicts)),
            "speakers": (sum(v.speaker for v in verdicts), len(verdicts)),
            "names": (sum(v.name for v in verdicts), len(verdicts)),
            "addressees": (sum(bool(v.addressee) for v in verdicts), sum(bool(v.gold.addressee) for v in verdicts)),
            "chains": (sum(bool(v.chain) for v in verdicts), sum(bool(v.gold.chain) for v in verdicts)),
            "nested": (sum(bool(v.nested) for v in verdicts), sum(bool(v.gold.nested_in) for v in verdicts)),
            "times": (sum(not outcome.wrong for outcome in self.times), len(self.article.wishes)),
            **count_findings(self.findings),
        }

    @property
    def errors(self) -> dict[str, int]:
        """Each count that should be low."""
        return {
            "narrated": len({span for span, _ in self.narrated}),
            "names_quoted": len({span for span, _ in self.names_quoted}),
            "surplus": sum(
                (v.addressee is False and not v.gold.addressee)
                + (v.chain is False and not v.gold.chain)
                + (v.nested is False and not v.gold.nested_in)
                for v in self.verdicts
            ),
            "extra": len(self.extra),
            "claims_extra": self.claims_extra,
        }

    @property
    def floors(self) -> dict[str, float]:
        """The figures that can be pinned."""
        return {**{name: right for name, (right, _) in self.counts.items()}, **self.errors}


def load_article(folder: Path) -> Article:
    """Read `article.txt` and `gold.json`; raises InputError where they cannot be used."""
    paths = [folder / "article.txt", folder / "gold.json"]
    try:
        text = paths[0].read_bytes().decode("utf-8")
        gold: dict[str, Any] = json.loads(paths[1].read_text(encoding="utf-8"))
        return Article(
            text,
            gold.get("published"),
            tuple(_build(entry) for entry in gold["statements"]),
            _spans(gold.get("narrated")),
            _spans(gold.get("not_a_quotation")),
            find_wishes(gold.get("resolution", {}), text),
            digest_files(paths),
            find_happenings(gold),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{folder}: needs article.txt and gold.json: {error}") from error


def _build(entry: dict[str, Any]) -> GoldStatement:
    actors = entry.get("speaker_actor") or ()
    return GoldStatement(
        id=entry["id"],
        type=entry["type"],
        quote=_spans(entry["quote"]),
        speaker=_spans(entry.get("speaker")),
        addressee=_spans(entry.get("addressee")),
        actors=(actors,) if isinstance(actors, str) else tuple(actors),
        chain=tuple(entry.get("chain") or ()),
        nested_in=entry.get("nested_in"),
    )


def _spans(pairs: Iterable[Sequence[int]] | None) -> Spans:
    return tuple(Span(start, end) for start, end in pairs or ())


def assess(article: Article, record: Record, dated: Mapping[str, Record] | None = None) -> Assessment:
    """Hold a record against the one made by hand; `dated` are records of the article by date of publication."""
    matched = match(article, record.statements)
    names = {actor.id: actor.name for actor in record.actors}
    used = {statement.id for statement in matched.values()}
    readings = [(record, matched), *((read, match(article, read.statements)) for read in (dated or {}).values())]
    return Assessment(
        article,
        record,
        tuple(_judge(gold, matched, names, article.text) for gold in article.statements),
        tuple(
            (span, statement)
            for span in article.narrated
            for statement in record.statements
            if _covers_most(article.text, statement.quote, span)
        ),
        tuple(
            (span, statement)
            for span in article.not_a_quotation
            for statement in record.statements
            if (statement.type.value == "Direct" and _covers_most(article.text, statement.quote, span))
            or _characters(article.text, statement.quote) <= _characters(article.text, [span])
        ),
        tuple(statement for statement in record.statements if statement.id not in used),
        judge_times(article.wishes, dated) if dated else (),
        judge_happenings(article.happenings, readings, article.wishes),
        count_extra_claims(article.happenings, matched),
    )


def match(article: Article, statements: Sequence[Statement]) -> dict[str, Statement]:
    """The read statement for each annotated one that was found, by its id."""
    candidates = sorted(
        (
            (overlap, -row, -column)
            for row, gold in enumerate(article.statements)
            for column, read in enumerate(statements)
            if read.type.value == gold.type and (overlap := _overlap(article.text, gold.quote, read.quote)) >= ENOUGH
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for _, row, column in candidates:
        if -row not in matched and -column not in matched.values():
            matched[-row] = -column
    return {article.statements[row].id: statements[column] for row, column in matched.items()}


def _judge(gold: GoldStatement, matched: dict[str, Statement], names: dict[str, str], text: str) -> Verdict:
    read = matched.get(gold.id)
    if read is None:
        missed = {"addressee": gold.addressee, "chain": gold.chain, "nested": gold.nested_in}
        return Verdict(gold, None, **{part: False for part, wanted in missed.items() if wanted})
    outer = matched.get(gold.nested_in) if gold.nested_in else None
    name = names.get(read.speaker_actor) if read.speaker_actor else None
    return Verdict(
        gold,
        read,
        speaker=_same_place(gold.speaker, read.speaker),
        name=any(is_name(name, actor) for actor in gold.actors) if name else not gold.actors,
        addressee=_same_place(gold.addressee, read.addressee) if gold.addressee or read.addressee else None,
        chain=_same_chain(gold.chain, read, text) if gold.chain or read.chain else None,
        nested=bool(outer and read.nested_in == outer.id) if gold.nested_in or read.nested_in else None,
    )


def _characters(text: str, spans: Iterable[Span]) -> Characters:
    """The places of all code points in the spans that are not white space."""
    return frozenset(at for span in spans for at in range(*span) if not text[at].isspace())


def _overlap(text: str, one: Spans, other: Spans) -> float:
    a, b = _characters(text, one), _characters(text, other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _covers_most(text: str, quote: Spans, span: Span) -> bool:
    inside = _characters(text, [span])
    return 2 * len(inside & _characters(text, quote)) > len(inside)


def _same_place(gold: Spans, read: Spans) -> bool:
    return any(a.overlaps(b) for a in gold for b in read) if gold else not read


def _same_chain(gold: Sequence[str], read: Statement, text: str) -> bool:
    return len(gold) == len(read.chain) and all(
        is_name(hop.span.of(text), name) for name, hop in zip(gold, read.chain, strict=True)
    )


def show_assessment(assessment: Assessment, *, problems: bool = True) -> str:
    """The counts as a table, then everything that is not right, in words."""
    counts, errors = assessment.counts.items(), assessment.errors.items()
    rows: list[tuple[object, ...]] = [(name, right, f"of {wanted}") for name, (right, wanted) in counts]
    rows += [(name, surplus, "should be 0") for name, surplus in errors]
    reader = assessment.record.reader
    version = f"{reader.version}, pack {reader.pack} {reader.pack_version}"
    return "\n".join(
        [
            f"{len(assessment.record.statements)} statements read, published {assessment.article.published}",
            f"article {assessment.article.digest[:12]}   reader {version}",
            "",
            align(("", "right", ""), rows),
            *(_show_problems(assessment) if problems else ()),
        ]
    )


def _show_problems(assessment: Assessment) -> list[str]:
    text = assessment.article.text
    names = {actor.id: actor.name for actor in assessment.record.actors}
    lines = [line for verdict in assessment.verdicts for line in _show_verdict(verdict, assessment, names)]
    for title, found in (("narrated", assessment.narrated), ("name quoted", assessment.names_quoted)):
        for span, statement in found:
            lines += ["", f"{title}  {_words(text, [span])}", f"   read  {_show_read(text, statement)}"]
    lines += ["", "extra:"] if assessment.extra else []
    lines += [f"   {_show_read(text, statement)}" for statement in assessment.extra]
    lines += [line for outcome in assessment.times for line in show_outcome(outcome, text)]
    return [*lines, *(line for finding in assessment.findings for line in show_finding(finding))]


def _show_verdict(verdict: Verdict, assessment: Assessment, names: dict[str, str]) -> list[str]:
    gold, read, text = verdict.gold, verdict.read, assessment.article.text
    heading = f"   gold  {gold.type} {_words(text, gold.quote)}  speaker {_words(text, gold.speaker)}"
    if read is None:
        near = max(assessment.record.statements, key=lambda s: _overlap(text, gold.quote, s.quote), default=None)
        overlap = _overlap(text, gold.quote, near.quote) if near else 0.0
        shown = [f"   near  {_show_read(text, near)}  overlap {overlap:.2f}"] if near and overlap else []
        return ["", f"{gold.id} not found", heading, *shown]
    hops = " ← ".join(hop.span.of(text) for hop in read.chain)
    wrong = {
        "speaker": (verdict.speaker, _words(text, gold.speaker), _words(text, read.speaker)),
        "name": (verdict.name, " / ".join(gold.actors) or "–", names.get(read.speaker_actor or "", "–")),
        "addressee": (verdict.addressee, _words(text, gold.addressee), _words(text, read.addressee)),
        "chain": (verdict.chain, " ← ".join(gold.chain) or "–", hops or "–"),
        "nested": (verdict.nested, f"in {gold.nested_in}" if gold.nested_in else "–", _show_outer(assessment, read)),
    }
    problems = [f"   {part}  {want}  read as {got}" for part, (right, want, got) in wrong.items() if right is False]
    kinds = " ".join(part for part, (right, *_) in wrong.items() if right is False)
    return ["", f"{gold.id} {kinds}", f"   read  {_show_read(text, read)}", *problems] if problems else []


def _show_outer(assessment: Assessment, read: Statement) -> str:
    outer = [s for s in assessment.record.statements if s.id == read.nested_in]
    return f"in {_words(assessment.article.text, outer[0].quote)}" if outer else "not nested"


def _show_read(text: str, statement: Statement) -> str:
    rules = f"  ← {' '.join(statement.rules)}" if statement.rules else ""
    quote, speaker = _words(text, statement.quote), _words(text, statement.speaker)
    return f"{statement.type.value} {quote}  speaker {speaker}{rules}"


def _words(text: str, spans: Iterable[Span]) -> str:
    words = " … ".join(" ".join(span.of(text).split()) for span in spans)
    return f'"{words}"' if words else "–"


def measure_folder(folder: Path) -> Assessment:
    """Read and assess the article of a folder, its times once for every date that it might have."""
    article = load_article(folder)
    anchors = {wish.anchor for wish in article.wishes}
    dated = {anchor: wortlaut.read(article.text, published=anchor) for anchor in anchors}
    return assess(article, wortlaut.read(article.text, published=article.published), dated)


def _measure(options: argparse.Namespace) -> int:
    assessment = measure_folder(options.folder)
    print(show_assessment(assessment, problems=not options.counts))
    if options.floors is None:
        return 0
    checks = check_floors(options.floors, "article", assessment.article.digest, assessment.floors)
    print("\n" + show_checks(checks))
    return int(not all(check.holds for check in checks))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 if all is well, 1 where a pinned figure is broken, 2 where the input cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m eval.article", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the folder with article.txt and gold.json")
    parser.add_argument("--floors", type=Path, metavar="FILE", help="compare with the pinned figures; exit 1 if broken")
    parser.add_argument("--counts", action="store_true", help="show the counts alone, without words of the article")
    options = parser.parse_args(arguments)
    return run("eval.article", lambda: _measure(options))


if __name__ == "__main__":
    sys.exit(main())
