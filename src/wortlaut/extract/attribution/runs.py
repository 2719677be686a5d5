"""Statements in the order of the text: which candidates stand, what goes on without a frame, and who speaks then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from wortlaut.extract.attribution.cues import STRONG
from wortlaut.extract.attribution.sentences import ANSWER, PLAN, sentence_mood
from wortlaut.extract.attribution.site import Candidate, Ranges, Site, is_main
from wortlaut.extract.attribution.speakers import can_speak, pick_subject, subject_range
from wortlaut.model import Medium, Phrase, Sentence, StatementType, Voice

SOURCE = "source phrase"
CERTAIN = 1.0
LIKELY = 0.6
POSSIBLE = 0.4


def select(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of candidates that claim the same words or the same frame the first one stays; they come in order of preference."""
    kept: list[Candidate] = []
    for found in candidates:
        candidate = _cut_frame(found, kept)
        if not any(_rivals(candidate, other) for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda c: (c.first, -c.last))


def drop_unsupported(
    site_of: Sequence[Site], sentences: Sequence[Sentence], candidates: list[Candidate]
) -> list[Candidate]:
    """Keep a told answer, or a plan, only where the sentence before holds a statement that it answers or goes on with,

    or where the sentence behind goes on in the subjunctive: "Sie wies das zurück. Sie habe davon nichts gewusst."
    """
    said = {s for c in candidates for s in _sentences(c, sentences)}
    kept = []
    for candidate in candidates:
        own = _sentences(candidate, sentences)
        before = own[0] - 1 in said or _is_reported(site_of, sentences, own[0] - 1)
        behind = ANSWER in candidate.rules and _is_reported(site_of, sentences, own[-1] + 1)
        if not _leans(candidate) or before or behind:
            kept.append(candidate)
    return kept


def _is_reported(site_of: Sequence[Site], sentences: Sequence[Sentence], index: int) -> bool:
    """Whether there is such a sentence and its mood shows that it is somebody's words."""
    if not 0 <= index < len(sentences):
        return False
    return sentence_mood(site_of[index], sentences[index].first, sentences[index].last) >= CERTAIN


def _leans(candidate: Candidate) -> bool:
    return ANSWER in candidate.rules or PLAN in candidate.rules


def _cut_frame(candidate: Candidate, kept: Sequence[Candidate]) -> Candidate:
    """A frame begins behind the words of the statement before it: "Bell sagte, es regne, und Horn meinte, …"."""
    ends = [c.last for c in kept if c.matrix != candidate.matrix and c.last <= _first_of_frame_verb(candidate)]
    if not ends or not candidate.frame or candidate.frame[0][0] >= max(ends) or candidate.first < max(ends):
        return candidate
    cut = max(ends)
    frame = tuple((max(first, cut), last) for first, last in candidate.frame if last > cut)
    return replace(candidate, frame=frame)


def _first_of_frame_verb(candidate: Candidate) -> int:
    """Where the cue, and with it the reporting clause proper, begins."""
    return candidate.cue[0] if candidate.cue else -1


def _rivals(one: Candidate, other: Candidate) -> bool:
    if one.matrix is not None and one.matrix == other.matrix:
        both_direct = one.type is StatementType.DIRECT and other.type is StatementType.DIRECT
        return not both_direct or _overlap(one.quote, other.quote)
    if _is_source_inside(one, other) or _is_source_inside(other, one):
        return False
    if _overlap(one.quote, other.quote):
        return True
    if StatementType.DIRECT in {one.type, other.type}:
        return False
    return _overlap(one.quote, other.frame) or _overlap(one.frame, other.quote)


def _is_source_inside(one: Candidate, other: Candidate) -> bool:
    """A source phrase inside somebody else's words: "sagte, dass die Brücke nach Angaben der Stadt gesperrt sei"."""
    if SOURCE not in one.rules or SOURCE in other.rules:
        return False
    return all(any(a <= first and last <= b for a, b in other.quote) for first, last in (*one.frame, *one.quote))


def _overlap(one: Ranges, other: Ranges) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def carry_on(site_of: Sequence[Site], sentences: Sequence[Sentence], candidates: list[Candidate]) -> list[Candidate]:
    """Add the sentences in the subjunctive that go on with somebody's speech, and name their speakers."""
    by_sentence: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        for index in _sentences(candidate, sentences):
            by_sentence.setdefault(index, []).append(candidate)
    added: list[Candidate] = []
    previous: Candidate | None = None
    previous_sentence = -1
    for sentence in sentences:
        if sentence.index in by_sentence:
            previous = _last_speaking(by_sentence[sentence.index]) or previous
            previous_sentence = sentence.index
            continue
        site = site_of[sentence.index]
        mood = sentence_mood(site, sentence.first, sentence.last)
        near = previous is not None and previous_sentence == sentence.index - 1
        if mood >= CERTAIN or (near and _goes_on(mood, previous, sentence, sentences)):
            subject = () if near else _named_later(by_sentence, site_of, sentences, sentence.index)
            if not near and not subject:
                subject = told_subject(site_of, sentences, sentence.index)
            added.append(_going_on(sentence, previous, subject))
            previous = added[-1]
            previous_sentence = sentence.index
    return sorted([*candidates, *added], key=lambda c: (c.first, -c.last))


def _goes_on(mood: float, previous: Candidate | None, sentence: Sentence, sentences: Sequence[Sentence]) -> bool:
    """Forms with other readings go on with speech in the subjunctive and, in one paragraph, with any statement."""
    if previous is None:
        return False
    same = sentences[sentence.index - 1].paragraph == sentence.paragraph
    if previous.type is StatementType.REPORTED and not same:
        return False
    if previous.type is StatementType.DIRECT and mood < CERTAIN:
        # "„Gut“, sagte Berg. Seine Elf hätte gewinnen können.": the narrator's own.
        return False
    if mood >= POSSIBLE and same and previous.type is StatementType.INDIRECT_FREE_INDIRECT:
        return True
    return mood >= LIKELY


def _named_later(
    by_sentence: Mapping[int, list[Candidate]], site_of: Sequence[Site], sentences: Sequence[Sentence], index: int
) -> Ranges:
    """The speaker whose frame closes the run: "Es gebe Sorgen. Man prüfe das, teilte Bell mit."."""
    for later in sentences[index + 1 : index + 4]:
        if later.paragraph != sentences[index].paragraph:
            return ()
        found = [c for c in by_sentence.get(later.index, []) if c.frame and c.speaker]
        if found:
            closing = [c for c in found if c.frame[0][0] > c.first and c.type is StatementType.INDIRECT]
            return closing[0].speaker if closing else ()
        if sentence_mood(site_of[later.index], later.first, later.last) < CERTAIN:
            return ()
    return ()


def told_subject(site_of: Sequence[Site], sentences: Sequence[Sentence], index: int) -> Ranges:
    """Whoever the sentence before tells of, where that is somebody who can speak."""
    if index == 0:
        return ()
    before = sentences[index - 1]
    site = site_of[before.index]
    if before.first < site.first:
        return ()
    for clause in site.clauses:
        if before.first <= clause.first < before.last and is_main(clause) and clause.finite is not None:
            subject = pick_subject(site, clause)
            if (
                subject is not None
                and clause.voice is Voice.ACTIVE
                and _is_person(site, subject, site.match(clause) is not None)
            ):
                return (subject_range(site, clause, subject),)
    return ()


def _is_person(site: Site, subject: Phrase, speaks: bool) -> bool:
    """A name or a pronoun, or any phrase that can speak beside a verb of saying or thinking."""
    named = any(site.tokens[i].tag in {"NE", "PPER", "FM"} for i in range(subject.first, subject.last))
    return named or (speaks and can_speak(site, subject))


def _sentences(candidate: Candidate, sentences: Sequence[Sentence]) -> list[int]:
    spans = (*candidate.quote, *candidate.frame)
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return [s.index for s in sentences if s.first < last and first < s.last]


def _last_speaking(candidates: list[Candidate]) -> Candidate | None:
    outer = [c for c in candidates if "source adverb" not in c.rules]
    return max(outer, key=lambda c: c.last) if outer else None


def _going_on(sentence: Sentence, previous: Candidate | None, subject: Ranges) -> Candidate:
    speaker = subject or (previous.speaker if previous is not None else ())
    return Candidate(
        StatementType.INDIRECT_FREE_INDIRECT,
        previous.medium if previous is not None else Medium.SPEECH_OR_WRITING,
        ((sentence.first, sentence.last),),
        ("subjunctive goes on",),
        strength=STRONG,
        speaker=speaker,
        carried=not speaker,
    )


def name_carried(candidates: list[Candidate]) -> list[Candidate]:
    """Give statements whose speaker stands elsewhere the speaker of the statement before or, failing that, behind them."""
    named: list[Candidate] = []
    for at, candidate in enumerate(candidates):
        if candidate.carried and not candidate.speaker:
            before = next((_origin(c) for c in reversed(named) if c.speaker), None)
            behind = next((c.speaker for c in candidates[at + 1 : at + 3] if c.speaker), ())
            named.append(replace(candidate, speaker=before if before is not None else behind))
        else:
            named.append(candidate)
    return named


def _origin(candidate: Candidate) -> Ranges:
    """Whose words they are in the end: the last hop of a chain."""
    return (candidate.chain[-1][0],) if candidate.chain else candidate.speaker


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
