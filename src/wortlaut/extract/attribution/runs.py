"""Statements in the order of the text: what goes on without a frame, what leans on its neighbours, who speaks then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wortlaut.extract.attribution.cues import STRONG
from wortlaut.extract.attribution.sentences import ANSWER, PLAN, sentence_mood
from wortlaut.extract.attribution.site import Candidate, Ranges, Site, Text, is_main
from wortlaut.extract.attribution.speakers import can_speak, pick_subject, subject_range
from wortlaut.model import Medium, Phrase, Sentence, StatementType, Voice

GOES_ON = "subjunctive goes on"
CERTAIN = 1.0
LIKELY = 0.6
POSSIBLE = 0.4
_REACH = 3
"""How many sentences ahead the frame that closes a run may stand."""
_NEAR = 2
"""How many sentences behind a statement hearsay may stand that has the same source."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A document sentence by sentence: `sites` holds the unit that each sentence belongs to."""

    document: Text
    sites: Sequence[Site]

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences of the document."""
        return self.document.sentences

    def mood(self, index: int) -> float:
        """How surely the mood of a sentence shows somebody's words; 0 where there is no such sentence."""
        if not 0 <= index < len(self.sentences):
            return 0.0
        sentence = self.sentences[index]
        return sentence_mood(self.sites[index], sentence.first, sentence.last)

    def touched(self, candidate: Candidate) -> range:
        """The sentences from the first to the last word of a candidate and its frame."""
        spans = (*candidate.quote, *candidate.frame)
        tokens = self.document.tokens
        first, last = min(a for a, _ in spans), max(b for _, b in spans)
        return range(tokens[first].sentence, tokens[last - 1].sentence + 1)

    def by_sentence(self, candidates: Sequence[Candidate]) -> dict[int, list[Candidate]]:
        """The candidates that touch each sentence."""
        found: dict[int, list[Candidate]] = {}
        for candidate in candidates:
            for index in self.touched(candidate):
                found.setdefault(index, []).append(candidate)
        return found


def in_order(candidates: Sequence[Candidate]) -> list[Candidate]:
    """By the place of their first word; what holds others comes before them."""
    return sorted(candidates, key=lambda c: (c.first, -c.last))


# --- what leans on its neighbours ------------------------------------------------------------------------------------


def drop_unsupported(flow: Flow, candidates: list[Candidate]) -> list[Candidate]:
    """Keep a told answer, or a plan, only beside a statement.

    The sentence before has to hold a statement that it answers or goes on with; or the sentence behind goes on in the
    subjunctive: "Sie wies das zurück. Sie habe davon nichts gewusst."
    """
    said = {index for candidate in candidates for index in flow.touched(candidate)}
    return [c for c in candidates if not _leans(c) or _is_supported(flow, c, said)]


def _leans(candidate: Candidate) -> bool:
    return ANSWER in candidate.rules or PLAN in candidate.rules


def _is_supported(flow: Flow, candidate: Candidate, said: set[int]) -> bool:
    own = flow.touched(candidate)
    before, behind = own[0] - 1, own[-1] + 1
    if before in said or flow.mood(before) >= CERTAIN:
        return True
    return ANSWER in candidate.rules and flow.mood(behind) >= CERTAIN


# --- what goes on ----------------------------------------------------------------------------------------------------


def carry_on(flow: Flow, candidates: list[Candidate]) -> list[Candidate]:
    """Add the sentences in the subjunctive that go on with somebody's speech, and name their speakers."""
    taken = flow.by_sentence(candidates)
    added: list[Candidate] = []
    previous: Candidate | None = None
    last = -1
    for sentence in flow.sentences:
        index = sentence.index
        if index in taken:
            previous, last = _last_speaking(taken[index]) or previous, index
            continue
        near = previous is not None and last == index - 1
        mood = flow.mood(index)
        if mood >= CERTAIN or (near and _goes_on(flow, mood, previous, sentence)):
            subject = () if near else _named_later(flow, taken, index) or told_subject(flow, index)
            previous, last = _going_on(sentence, previous, subject), index
            added.append(previous)
    return in_order([*candidates, *added])


def _last_speaking(candidates: list[Candidate]) -> Candidate | None:
    outer = [c for c in candidates if "source adverb" not in c.rules]
    return max(outer, key=lambda c: c.last) if outer else None


def _goes_on(flow: Flow, mood: float, previous: Candidate | None, sentence: Sentence) -> bool:
    """Forms with other readings go on with speech in the subjunctive and, in one paragraph, with any statement."""
    if previous is None:
        return False
    same = flow.sentences[sentence.index - 1].paragraph == sentence.paragraph
    if previous.type is StatementType.REPORTED and not same:
        return False
    if previous.type is StatementType.DIRECT:
        # "„Gut“, sagte Berg. Seine Elf hätte gewinnen können.": the narrator's own.
        return False
    if mood >= POSSIBLE and same and previous.type is StatementType.INDIRECT_FREE_INDIRECT:
        return True
    return mood >= LIKELY


def _going_on(sentence: Sentence, previous: Candidate | None, subject: Ranges) -> Candidate:
    speaker = subject or (previous.speaker if previous is not None else ())
    return Candidate(
        StatementType.INDIRECT_FREE_INDIRECT,
        previous.medium if previous is not None else Medium.SPEECH_OR_WRITING,
        ((sentence.first, sentence.last),),
        (GOES_ON,),
        strength=STRONG,
        speaker=speaker,
        carried=not speaker,
    )


def _named_later(flow: Flow, taken: dict[int, list[Candidate]], index: int) -> Ranges:
    """The speaker whose frame closes the run: "Es gebe Sorgen. Man prüfe das, teilte Bell mit."."""
    for later in flow.sentences[index + 1 : index + 1 + _REACH]:
        if later.paragraph != flow.sentences[index].paragraph:
            return ()
        found = [c for c in taken.get(later.index, []) if c.frame and c.speaker]
        if found:
            closing = [c for c in found if c.frame[0][0] > c.first and c.type is StatementType.INDIRECT]
            return closing[0].speaker if closing else ()
        if flow.mood(later.index) < CERTAIN:
            return ()
    return ()


def told_subject(flow: Flow, index: int) -> Ranges:
    """Whoever the sentence before tells of, where that is somebody who can speak."""
    if index == 0:
        return ()
    before, site = flow.sentences[index - 1], flow.sites[index - 1]
    for clause in site.clauses:
        if not (before.first <= clause.first < before.last and is_main(clause) and clause.voice is Voice.ACTIVE):
            continue
        subject = pick_subject(site, clause) if clause.finite is not None else None
        if subject is not None and _is_person(site, subject, speaks=site.match(clause) is not None):
            return (subject_range(site, clause, subject),)
    return ()


def _is_person(site: Site, subject: Phrase, *, speaks: bool) -> bool:
    """A name or a pronoun, or any phrase that can speak beside a verb of saying or thinking."""
    named = any(site.tokens[i].tag in {"NE", "PPER", "FM"} for i in range(subject.first, subject.last))
    return named or (speaks and can_speak(site, subject))


# --- who speaks ------------------------------------------------------------------------------------------------------


def name_carried(flow: Flow, candidates: list[Candidate]) -> list[Candidate]:
    """Name the speaker of statements whose speaker stands elsewhere: before them or, failing that, behind them.

    Hearsay is not carried over more than a sentence of the narrator's: its source may be anybody then.
    """
    named: list[Candidate] = []
    before: Candidate | None = None
    for at, candidate in enumerate(candidates):
        if candidate.carried and not candidate.speaker:
            behind = next((c for c in candidates[at + 1 : at + 3] if c.speaker), None)
            around = [c for c in (before, behind) if c is not None and _may_name(flow, c, candidate)]
            named.append(replace(candidate, speaker=_origin(around[0]) if around else ()))
        else:
            named.append(candidate)
        before = named[-1] if named[-1].speaker else before
    return named


def _may_name(flow: Flow, other: Candidate, candidate: Candidate) -> bool:
    if candidate.type is not StatementType.FREE_INDIRECT:
        return True
    here, there = flow.touched(candidate), flow.touched(other)
    return max(here[0] - there[-1], there[0] - here[-1]) <= _NEAR


def _origin(candidate: Candidate) -> Ranges:
    """Whose words they are in the end: the last hop of a chain."""
    return (candidate.chain[-1][0],) if candidate.chain else candidate.speaker


def merge_runs(candidates: list[Candidate]) -> list[Candidate]:
    """Join sentences of one run, one speaker and one type that follow each other into one statement."""
    merged: list[Candidate] = []
    for candidate in candidates:
        last = merged[-1] if merged else None
        if last is not None and _same_run(last, candidate):
            merged[-1] = replace(last, quote=(*last.quote[:-1], (last.quote[-1][0], candidate.quote[-1][1])))
        else:
            merged.append(candidate)
    return merged


def _same_run(one: Candidate, other: Candidate) -> bool:
    runs = {StatementType.INDIRECT_FREE_INDIRECT, StatementType.FREE_INDIRECT}
    return one.type is other.type and one.type in runs and one.speaker == other.speaker and one.last == other.first


def running(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The statements that go on without a frame."""
    return (c for c in candidates if c.type is StatementType.INDIRECT_FREE_INDIRECT)


def told(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The statements in indirect speech, with a frame or going on without one."""
    return (c for c in candidates if c.type in {StatementType.INDIRECT, StatementType.INDIRECT_FREE_INDIRECT})
