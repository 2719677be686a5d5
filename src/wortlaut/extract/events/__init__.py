"""Events: what happened, is said to have happened or is to happen, as PLOVER sorts it.

They come from three places: the acts of statements (`realised`), triggers in what the report tells itself, and triggers
in what somebody says. A trigger is a verb with what it needs beside it or a noun with enough of its own (`matching`);
who, where, when and how many is read from the clause (`roles`, `arguments`), how it stands from tense, modality,
negation and the act of the claim that it stands in (`status`). Each event is found once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from wortlaut.extract.attribution import find_sites
from wortlaut.extract.attribution.cues import STRONG, Cue
from wortlaut.extract.attribution.site import Candidate, Range, Ranges, Site, Text, trim
from wortlaut.extract.drafts import ClaimDraft, EventDraft
from wortlaut.extract.events.arguments import count, fill_noun, fill_verb, find_when, find_where, split
from wortlaut.extract.events.matching import Match, Noun, match_nouns, match_verb
from wortlaut.extract.events.realised import ACT, ANSWERS, realise
from wortlaut.extract.events.roles import Parts, find_parts
from wortlaut.extract.events.status import is_background, judge_infinitive, judge_narrated, judge_told
from wortlaut.extract.events.tables import EventClass, EventTables, is_one_of
from wortlaut.extract.events.told import fill_told_act, find_told_act, is_told_by_negation
from wortlaut.extract.factuality import FactualityTables, judge, opens_condition
from wortlaut.extract.timex import Anchor
from wortlaut.model import Act, Clause, ClauseKind, EventStatus, EventType, StatementType, Timex

VERB_TRIGGER, NOUN_TRIGGER, DOER_BEFORE = "verb trigger", "noun trigger", "doer named before"
TOLD_ACT = "act told by the report"
_PREFIX = "event "
"""In front of the name of a class, among the rules."""
_TO_GOOD = frozenset({EventType.AID, EventType.CONCEDE})
_CARRIED = frozenset({EventType.ASSAULT, EventType.MOBILIZE})
_NOT_SAID = frozenset({EventStatus.POSSIBLE, EventStatus.PLANNED, EventStatus.PROMISED})
"""How an act of saying does not stand in a report: it is said, was said or was not."""
_NEAR = 1
"""So many sentences back the doer of something alike may have been named."""
_STORY = 3
"""So many words of sport or fiction make a document one that tells no events."""


RULES = (VERB_TRIGGER, NOUN_TRIGGER, DOER_BEFORE, TOLD_ACT, ACT, ANSWERS)


def name_rules(tables: EventTables) -> frozenset[str]:
    """All names that the rules of an event can bear: the rules themselves, and one for each class of triggers."""
    return frozenset(RULES) | {_PREFIX + name for name in tables.classes}


def find_events(
    place: Text,
    candidates: Sequence[Candidate],
    claims: Sequence[ClaimDraft],
    times: Sequence[Timex],
    anchor: Anchor | None,
    tables: EventTables,
    factuality_tables: FactualityTables,
) -> tuple[EventDraft, ...]:
    """All events of a document in the order of the text; `times` are resolved, `anchor` is the day of the report."""
    search = _Search(place, candidates, claims, times, anchor, tables, factuality_tables)
    search.realised = realise(place, candidates, claims, times, tables)
    for site in _all_sites(place):
        for clause in site.clauses:
            if clause.kind is not ClauseKind.QUOTATION:
                search.look_at(site, clause)
    return tuple(sorted((*search.realised.values(), *search.found), key=lambda e: (e.words, e.type.value)))


def _all_sites(place: Text) -> Iterator[Site]:
    """The units of the document, and what stands in quotations of several clauses."""
    for site in find_sites(place):
        yield site
        for outer in site.clauses:
            if outer.kind is ClauseKind.QUOTATION:
                inner = tuple(c for c in place.clauses if c.parent == outer.index or _lies_in(c, outer))
                own = tuple(c for c in inner if c is not outer)
                yield Site(place, outer.first + 1, outer.last - 1, own)


def _join(event: EventDraft, noun: EventDraft) -> EventDraft:
    """The event of a verb, with what its clause tells by a noun alone: "bei einem Luftangriff starben"."""
    return replace(
        event,
        mode=event.mode or noun.mode,
        where=event.where or noun.where,
        actor=event.actor or noun.actor,
        recipient=event.recipient or noun.recipient,
        rules=tuple(dict.fromkeys((*event.rules, *noun.rules[-1:]))),
    )


def _lies_in(clause: Clause, outer: Clause) -> bool:
    return outer.first < clause.first and clause.last <= outer.last


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose words a place is in: the position of the statement and that of the claim there."""

    statement: int
    claim: int | None


@dataclass(slots=True)
class _Search:
    """What is known while the clauses of a document are looked at, one after the other."""

    place: Text
    candidates: Sequence[Candidate]
    claims: Sequence[ClaimDraft]
    times: Sequence[Timex]
    anchor: Anchor | None
    tables: EventTables
    factuality: FactualityTables
    realised: dict[int, EventDraft] = field(default_factory=dict)
    found: list[EventDraft] = field(default_factory=list)
    timed: frozenset[int] = frozenset()
    told: dict[int, int] = field(default_factory=dict)
    matrices: dict[int, int] = field(default_factory=dict)
    framing: frozenset[int] = frozenset()
    claimed: dict[int, int] = field(default_factory=dict)
    stories: frozenset[int] = frozenset()
    names: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        starts = {token.start: token.index for token in self.place.tokens}
        ends = {token.end: token.index for token in self.place.tokens}
        self.timed = frozenset(
            i
            for time in self.times
            if time.span.start in starts and time.span.end in ends
            for i in range(starts[time.span.start], ends[time.span.end] + 1)
        )
        self.framing = frozenset(c.matrix for c in self.candidates if c.matrix is not None)
        for position, candidate in enumerate(self.candidates):
            if candidate.type is StatementType.REPORTED and candidate.matrix is not None:
                self.matrices[candidate.matrix] = position
            for first, last in candidate.quote:
                self.told.update(dict.fromkeys(range(first, last), position))
        for position, claim in enumerate(self.claims):
            self.claimed.update(dict.fromkeys(range(*claim.words), position))
        self.stories = self._find_stories()
        self.names = frozenset(token.text for token in self.place.tokens if token.tag == "NE")

    def _find_stories(self) -> frozenset[int]:
        """The sentences that tell of sport or fiction: all where a document is full of such words."""
        words = self.tables.words["story"]
        marked = [t.sentence for t in self.place.tokens if t.tag in {"NN", "NE"} and is_one_of(t, words)]
        full = len(marked) >= _STORY
        return frozenset(range(len(self.place.sentences))) if full else frozenset(marked)

    def look_at(self, site: Site, clause: Clause) -> None:
        """Find the events of one clause."""
        if clause.sentence in self.stories:
            return
        told = find_told_act(site, clause, self.tables) if clause.index not in self.framing else None
        if told is not None and self._is_refusal(told[0]) and self._look_for_told_act(site, clause, told):
            return
        before = len(self.found)
        if self._is_worth_it(clause):
            self._look_for_triggers(site, clause)
        occasions = all(event.rules[0] == NOUN_TRIGGER for event in self.found[before:])
        if told is not None and (len(self.found) == before or (occasions and told[0].strength >= STRONG)):
            self._look_for_told_act(site, clause, told)

    def _is_refusal(self, cue: Cue) -> bool:
        return is_told_by_negation(cue, self.factuality.words["negation"])

    def _look_for_told_act(self, site: Site, clause: Clause, told: tuple[Cue, Act, EventClass]) -> bool:
        """Keep the act that the clause tells; whether it tells one. A refusal is there as soon as it is told."""
        cue, act, kind = told
        parts = find_parts(site, clause, self.timed, self.names, self.tables)
        who = fill_told_act(parts, cue, self.tables)
        near = clause.verbs[-1] if clause.verbs else clause.first
        owner = self._owner(near)
        if owner is not None and self.candidates[owner.statement].type is StatementType.REPORTED:
            if owner.statement in self.realised:  # the statement is this very act
                return True
            owner = None
        act_said = self.realised.get(owner.statement) if owner is not None else None
        if act_said is not None and act_said.type is kind.type:  # told in the words that perform it
            return True
        refused = self._is_refusal(cue)
        if refused and self._is_conditional(clause):
            return False
        fixed = EventStatus.HAPPENED if owner is None else EventStatus.REPORTED
        event = self._draft(parts, kind, near, owner, who, status=fixed if refused else None) if who else None
        if event is None or event.status in _NOT_SAID:
            return False
        status = EventStatus.HAPPENED if event.status is EventStatus.ONGOING else event.status
        words = trim(self.place.tokens, (clause.first, clause.last))
        event = replace(event, words=words, status=status, act=act, rules=(TOLD_ACT, _PREFIX + kind.name))
        if not self._is_repeated(event):
            self.found.append(event)
        return True

    def _is_conditional(self, clause: Clause) -> bool:
        """Whether the clause is a condition, or hangs on one."""
        judged = judge(self.place.tokens, self.place.clauses, clause, self.factuality)
        return judged.conditional or opens_condition(self.place.tokens, clause, self.factuality)

    def _look_for_triggers(self, site: Site, clause: Clause) -> None:
        parts = find_parts(site, clause, self.timed, self.names, self.tables)
        match = match_verb(parts, self.tables, violent=self._before(clause, EventType.ASSAULT) is not None)
        event = self._from_verb(parts, match) if match is not None else None
        used = match.used if match is not None else frozenset()
        for noun in match_nouns(parts, used, self.timed, self.tables):
            other = self._from_noun(parts, noun)
            if other is None:
                continue
            if event is not None and match is not None and self._is_same(match.trigger.event, noun.trigger.event):
                event = _join(event, other)
            elif not self._is_known(other, noun):
                self.found.append(other)
        if event is not None and not self._is_repeated(event):
            self._add(clause, event)

    @staticmethod
    def _is_same(verb: EventClass, noun: EventClass) -> bool:
        """ "bei Angriffen getötet" is one event; "bei einer Razzia festgenommen" are two."""
        apart = verb.type is EventType.COERCE and verb is not noun
        return verb.type is noun.type and not apart

    def _is_worth_it(self, clause: Clause) -> bool:
        """Whether the verb or a noun of the clause is a trigger at all."""
        tokens = self.place.tokens
        particle = next((tokens[i].text.lower() for i in clause.verbs if tokens[i].tag == "PTKVZ"), "")
        verbs = self.tables.verbs
        if clause.lemma is not None and (clause.lemma in verbs or clause.lemma.removeprefix(particle) in verbs):
            return True
        if clause.lemma in self.tables.words["lets"] and tokens[clause.verbs[-1]].lemma in verbs:
            return True
        own = (tokens[i] for first, last in clause.pieces for i in range(first, last) if tokens[i].tag == "NN")
        return any(self.tables.find_noun(token) is not None for token in own)

    def _add(self, clause: Clause, event: EventDraft) -> None:
        """Keep a verb's event; where the clause is a statement told by that verb, the two are one."""
        statement = self.matrices.get(clause.index)
        act = self.realised.get(statement) if statement is not None else None
        if act is not None and statement is not None:
            if act.type is event.type:
                self.realised[statement] = replace(act, actor=event.actor or act.actor)
                return
            del self.realised[statement]
        self.found.append(event)

    def _from_verb(self, parts: Parts, match: Match) -> EventDraft | None:
        actor, recipient = fill_verb(parts, match, self.tables)
        clause = parts.clause
        near = clause.verbs[-1] if clause.verbs else clause.first
        owner = None if clause.index in self.matrices else self._owner(near)
        event = self._draft(parts, match.trigger.event, near, owner, (actor, recipient))
        if event is None:
            return None
        objects = [r for r in (match.roles.object.span if match.roles.object else None, match.roles.subject) if r]
        counted = count(parts, objects, self.timed, self.tables)
        words = trim(self.place.tokens, (clause.first, clause.last))
        event = replace(
            event, words=words, quantities=counted, rules=(VERB_TRIGGER, _PREFIX + match.trigger.event.name)
        )
        return self._with_doer(clause, event, match)

    def _from_noun(self, parts: Parts, noun: Noun) -> EventDraft | None:
        actor, recipient = fill_noun(parts, noun, self.tables)
        inside = noun.before in self.tables.words["within"] | self.tables.words["in talk"] or (
            noun.possessive and not noun.held
        )
        owner = self._owner(noun.at)
        if owner is not None and inside and self.candidates[owner.statement].type is StatementType.REPORTED:
            owner = None
        event = self._draft(parts, noun.trigger.event, noun.at, owner, (actor, recipient), noun=noun)
        if event is None:
            return None
        last = max([noun.phrase.last, *(part.span[1] for part in noun.attached)])
        words = (
            trim(self.place.tokens, (parts.clause.first, parts.clause.last)) if noun.held else (noun.phrase.first, last)
        )
        return replace(event, words=words, rules=(NOUN_TRIGGER, _PREFIX + noun.trigger.event.name))

    def _draft(
        self,
        parts: Parts,
        kind: EventClass,
        near: int,
        owner: _Owner | None,
        who: tuple[Ranges, Ranges],
        *,
        noun: Noun | None = None,
        status: EventStatus | None = None,
    ) -> EventDraft | None:
        """The event with its status, time and place; None where its words tell none, unless it is known already."""
        clause = parts.clause
        occasion = noun is not None and not noun.held
        when = find_when(self.place.tokens, clause, self.times, near, self.anchor)
        if when is None and (above := self._told_by(clause)) is not None and above.lemma in self.tables.words["begun"]:
            when = find_when(self.place.tokens, above, self.times, near, self.anchor)
        if occasion and noun is not None and not self._is_inside(when, noun):
            when = None
        status = status or self._status(clause, owner, when, noun)
        if status is None:
            return None
        actor, recipient = who
        around = noun.attached if occasion and noun is not None else parts.governed
        claim = self.claims[owner.claim] if owner is not None and owner.claim is not None else None
        if kind.type in _TO_GOOD and status is EventStatus.PLANNED and claim is not None and claim.act is Act.ANNOUNCE:
            # "kündigte an, Hilfe werde geliefert": what is to somebody's good is a promise.
            status = EventStatus.PROMISED
        if status is EventStatus.PROMISED and not actor and owner is not None:
            actor = self.candidates[owner.statement].speaker[:1]
        if claim is not None and claim.act is Act.ACCUSE and clause.kind is ClauseKind.INFINITIVE:
            # "warf Tarovien vor, anzugreifen": whoever is accused is to have done it.
            accused = claim.to or next(iter(self.candidates[claim.statement].addressee), None)
            actor = (accused,) if accused is not None else ()
        if claim is not None and claim.by is not None and (not actor or clause.kind is ClauseKind.INFINITIVE):
            actor = tuple(split(self.place.tokens, claim.by))
        return EventDraft(
            type=kind.type,
            mode=kind.mode,
            context=kind.context,
            words=(clause.first, clause.last),
            status=status,
            actor=actor,
            recipient=recipient,
            when=when.edtf if when is not None else None,
            where=find_where(parts, around, (*actor, *recipient), self.tables),
            background=is_background(when, self.anchor),
            reported_by=owner.statement if owner is not None else None,
            claim=owner.claim if owner is not None else None,
        )

    def _status(
        self, clause: Clause, owner: _Owner | None, when: Timex | None, noun: Noun | None
    ) -> EventStatus | None:
        if noun is not None and not noun.held:
            # "nach den Gesprächen mit Tolv": whatever the verb says, the talks were held.
            return EventStatus.HAPPENED if owner is None else EventStatus.REPORTED
        if owner is None and clause.kind is ClauseKind.INFINITIVE:
            above = self._told_by(clause)
            return judge_infinitive(above, self._narrated(above, when, None), self.tables) if above else None
        if owner is None:
            return self._narrated(clause, when, noun)
        judged = judge(self.place.tokens, self.place.clauses, clause, self.factuality)
        act = self.claims[owner.claim].act if owner.claim is not None else None
        status = judge_told(clause, judged, act, when, self.anchor)
        if status is EventStatus.REPORTED and noun is not None and clause.lemma in self.tables.words["planned"]:
            return EventStatus.PLANNED
        doubtful = status is EventStatus.REPORTED and self._is_doubtful(clause)
        return EventStatus.POSSIBLE if doubtful else status

    def _told_by(self, clause: Clause) -> Clause | None:
        """The clause above an infinitive where it says that what the infinitive tells is done, or is to be."""
        if clause.kind is not ClauseKind.INFINITIVE or clause.parent is None:
            return None
        above = self.place.clauses[clause.parent]
        return above if above.lemma in self.tables.words["begun"] | self.tables.words["planned"] else None

    def _narrated(self, clause: Clause, when: Timex | None, noun: Noun | None) -> EventStatus | None:
        judged = judge(self.place.tokens, self.place.clauses, clause, self.factuality)
        return judge_narrated(self.place.tokens, clause, judged, when, self.anchor, self.tables, noun=noun is not None)

    def _is_doubtful(self, clause: Clause) -> bool:
        """ "hält es für möglich, dass …": the clause above leaves it open."""
        if clause.parent is None:
            return False
        above = self.place.clauses[clause.parent]
        own = (i for first, last in above.pieces for i in range(first, last))
        return any(self.tables.is_word(self.place.tokens[i], "doubtful") for i in own)

    def _owner(self, token: int) -> _Owner | None:
        statement = self.told.get(token)
        if statement is None:
            return None
        claim = self.claimed.get(token)
        if claim is None or self.claims[claim].statement != statement:
            claim = next((at for at, c in enumerate(self.claims) if c.statement == statement), None)
        return _Owner(statement, claim)

    def _is_inside(self, when: Timex | None, noun: Noun) -> bool:
        """Whether a time belongs to the noun: "nach dem Treffen am Freitag"."""
        if when is None:
            return False
        tokens = self.place.tokens
        last = max([noun.phrase.last + 2, *(part.span[1] + 2 for part in noun.attached)])
        return tokens[noun.phrase.first].start <= when.span.start < tokens[min(last, len(tokens)) - 1].end

    def _before(self, clause: Clause, kind: EventType) -> EventDraft | None:
        """The last event of a type, where it stands in the same paragraph not far back."""
        paragraph = self.place.sentences[clause.sentence].paragraph if clause.sentence >= 0 else -1
        for event in reversed(self.found):
            sentence = self.place.tokens[event.words[0]].sentence
            if sentence < clause.sentence - _NEAR:
                return None
            if event.type is kind and self.place.sentences[sentence].paragraph == paragraph:
                return event
        return None

    def _with_doer(self, clause: Clause, event: EventDraft, match: Match) -> EventDraft:
        """Units that nobody is named for belong to whoever moved some just before."""
        if event.actor or event.type not in _CARRIED:
            return event
        before = self._before(clause, event.type)
        if before is not None and before.actor:
            return replace(event, actor=before.actor, rules=(*event.rules, DOER_BEFORE))
        if event.type is EventType.MOBILIZE and match.roles.subject is not None:
            return replace(event, actor=(match.roles.subject,))
        return event

    def _is_known(self, event: EventDraft, noun: Noun) -> bool:
        """Whether a noun takes up an event told before: "das Gespräch"."""
        alike = [e for e in self.found if e.type is event.type]
        if not alike:
            return False
        same = any(e.type is event.type and e.mode == event.mode and e.when == event.when for e in alike)
        return noun.definite or (same and not event.actor)

    def _is_repeated(self, event: EventDraft) -> bool:
        """Whether the same was told before in the same words."""
        key = self._key(event)
        return any(self._key(e) == key and event.when in {None, e.when} for e in self.found)

    def _key(self, event: EventDraft) -> tuple[object, ...]:
        return event.type, event.mode, event.status, self._words(event.actor), self._words(event.recipient)

    def _words(self, ranges: Sequence[Range]) -> frozenset[str]:
        return frozenset(self.place.tokens[i].text for first, last in ranges for i in range(first, last))


__all__ = ["RULES", "EventClass", "EventTables", "find_events", "name_rules"]
