"""Statements in the order of the text: which candidates stand, what goes on without a frame, and who speaks then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from wortlaut.extract.attribution.cues import FAIR, STRONG
from wortlaut.extract.attribution.sentences import ANSWER, sentence_mood
from wortlaut.extract.attribution.site import Candidate, Range, Ranges, Site
from wortlaut.grammar.chunks import PRONOUNS
from wortlaut.model import Medium, Sentence, StatementType

CERTAIN = 1.0
LIKELY = 0.6


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of candidates that claim the same words or the same frame the first one stays; they come in order of preference."""
    kept: list[Candidate] = []
    for candidate in candidates:
        if not any(_rivals(candidate, other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: (c.first, -c.last))


def drop_unanswering(candidates: list[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """Keep a told answer only where the sentence before holds a statement that it can answer."""
    said = {s for c in candidates for s in _sentences(c, sentences)}
    return [c for c in candidates if ANSWER not in c.rules or _sentences(c, sentences)[0] - 1 in said]


def _rivals(one: Candidate, other: Candidate) -> bool:
    if one.matrix is not None and one.matrix == other.matrix:
        return not (one.type is StatementType.DIRECT and other.type is StatementType.DIRECT)
    return _overlap(one.quote, other.quote) or _overlap(one.quote, other.frame) or _overlap(one.frame, other.quote)


def _overlap(one: Ranges, other: Ranges) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def carry_on(site_of: Sequence[Site], sentences: Sequence[Sentence], candidates: list[Candidate]) -> list[Candidate]:
    """Add the sentences in the subjunctive that go on with somebody's speech, and name their speakers."""
    taken = {s for c in candidates for s in _sentences(c, sentences)}
    starts = {c.first for c in candidates}
    added: list[Candidate] = []
    previous: Candidate | None = None
    previous_sentence = -1
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        for index in _sentences(candidate, sentences):
            by_sentence.setdefault(index, []).append(candidate)
    for sentence in sentences:
        if sentence.index in taken:
            previous = _last_speaking(by_sentence[sentence.index]) or previous
            previous_sentence = sentence.index
            continue
        mood = sentence_mood(site_of[sentence.index], sentence.first, sentence.last)
        near = previous is not None and previous_sentence == sentence.index - 1
        if mood >= CERTAIN or (mood >= LIKELY and near):
            added.append(_going_on(sentence, previous, starts))
            previous = replace(added[-1], speaker=added[-1].speaker)
            previous_sentence = sentence.index
    return sorted([*candidates, *added], key=lambda c: (c.first, -c.last))


def _sentences(candidate: Candidate, sentences: Sequence[Sentence]) -> list[int]:
    spans = (*candidate.quote, *candidate.frame)
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return [s.index for s in sentences if s.first < last and first < s.last]


def _last_speaking(candidates: list[Candidate]) -> Candidate | None:
    outer = [c for c in candidates if c.nested_in is None]
    return max(outer, key=lambda c: c.last) if outer else None


def _going_on(sentence: Sentence, previous: Candidate | None, starts: set[int]) -> Candidate:
    return Candidate(
        StatementType.INDIRECT_FREE_INDIRECT,
        previous.medium if previous is not None else Medium.SPEECH_OR_WRITING,
        ((sentence.first, sentence.last),),
        ("subjunctive goes on",),
        strength=STRONG,
        speaker=previous.speaker if previous is not None else (),
        carried=previous is None or not previous.speaker,
    )


def name_carried(candidates: list[Candidate]) -> list[Candidate]:
    """Give statements whose speaker stands elsewhere the speaker of the statement before or, failing that, behind them."""
    named: list[Candidate] = []
    for at, candidate in enumerate(candidates):
        if candidate.carried and not candidate.speaker:
            before = next((c.speaker for c in reversed(named) if c.speaker), None)
            behind = next((c.speaker for c in candidates[at + 1 : at + 3] if c.speaker), ())
            named.append(replace(candidate, speaker=before if before is not None else behind))
        else:
            named.append(candidate)
    return named


def merge_runs(candidates: list[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """Join sentences of one run, one speaker and one type that follow each other into one statement."""
    merged: list[Candidate] = []
    for candidate in candidates:
        last = merged[-1] if merged else None
        if last is not None and _same_run(last, candidate, sentences):
            merged[-1] = replace(last, quote=(*last.quote[:-1], (last.quote[-1][0], candidate.quote[-1][1])))
        else:
            merged.append(candidate)
    return merged


def _same_run(one: Candidate, other: Candidate, sentences: Sequence[Sentence]) -> bool:
    if one.type is not other.type or one.type not in {
        StatementType.INDIRECT_FREE_INDIRECT,
        StatementType.FREE_INDIRECT,
    }:
        return False
    if one.speaker != other.speaker or one.last != other.first:
        return False
    return True


__all__ = ["FAIR", "PRONOUNS", "Range", "carry_on", "merge_runs", "select"]
