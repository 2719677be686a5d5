"""List a record's statements, times and actors as people see them: numbered, in order, with names instead of ids.

Terminal, text and page show the same list with the same numbers: 1, 2 … for statements, t1, t2 … for
times, a1, a2 … for actors. All stand in the order of the text; a statement told within another comes
right after it, one step deeper, and an actor stands where it is first spoken of.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from wortlaut.errors import InputError
from wortlaut.model import Actor, Mention, Record, Span, Spans, Statement, Timex, TimexType

__all__ = [
    "ActorEntry",
    "Entry",
    "Lines",
    "Listed",
    "TimeEntry",
    "count_actors",
    "count_kinds",
    "count_times",
    "count_types",
    "find_entry",
    "list_actors",
    "list_entries",
    "list_times",
    "name_type",
    "wants_date",
]

_NEWLINE = re.compile(r"\r\n|\r|\n")
_NUMBER = re.compile("([ted]?)0*([0-9]+)")
_SHORT_NUMBER = re.compile("[0-9]{1,4}")  # as the beginning of an id that would be too short to tell much
_NOUNS = {"": "statement", "t": "time", "e": "event", "d": "agenda entry"}
_NO_YEAR = "XXXX"
_UNKNOWN = "unknown"
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
GAP = " … "
ARROW = " ← "


class Listed(Protocol):
    """What people call by a label and programs by an id."""

    @property
    def label(self) -> str:
        """What people call it by."""

    @property
    def id(self) -> str:
        """What programs call it by."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement, ready to be shown.

    `who` is the speaker's name, a source chain written "agency ← its source", or None where nobody is
    named. `named` holds the words that stand for the speaker where they tell something else than the
    name does: a pronoun or a title, but not "Bell" beside "Kara Bell". `about` is what is known of the
    speaker: "person · DEU", in a chain "media ← anonymous", or "". `voice` counts the speakers of the
    record from 0; it is None for an unknown one.
    """

    number: int
    depth: int
    statement: Statement
    who: str | None
    named: str | None
    about: str
    addressee: str | None
    cue: str
    quote: str
    voice: int | None

    @property
    def label(self) -> str:
        """What people call it by."""
        return str(self.number)

    @property
    def id(self) -> str:
        """What programs call it by."""
        return self.statement.id

    @property
    def acts(self) -> tuple[str, ...]:
        """What is done by saying it, each act once, in the order of its claims."""
        return tuple(dict.fromkeys(claim.act.value for claim in self.statement.claims))


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """One time expression, ready to be shown; `words` are those of the text."""

    number: int
    time: Timex
    words: str

    @property
    def label(self) -> str:
        """What people call it by, and TimeML as well."""
        return f"t{self.number}"

    @property
    def id(self) -> str:
        """What programs call it by."""
        return self.time.id


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """One actor, ready to be shown.

    `words` are those that stand for it beside its name, each with what they are: ("Bell", "name"), ("sie",
    "pronoun"). `says` counts its statements; `place` is where it is first spoken of, or None.
    """

    number: int
    actor: Actor
    words: tuple[tuple[str, str], ...]
    says: int
    place: Span | None

    @property
    def label(self) -> str:
        """What people call it by."""
        return f"a{self.number}"


class Lines:
    """Finds the line and column of a place in a text, both counted from 1."""

    def __init__(self, text: str) -> None:
        """Note where the lines of `text` begin."""
        self._starts = [0, *(match.end() for match in _NEWLINE.finditer(text))]

    def locate(self, offset: int) -> str:
        """Write the place as ``line:column``, the form that editors jump to."""
        line = bisect_right(self._starts, offset)
        return f"{line}:{offset - self._starts[line - 1] + 1}"


def list_entries(record: Record) -> tuple[Entry, ...]:
    """Number the statements of a record and name everybody in them."""
    actors = {actor.id: actor for actor in record.actors}
    names = {actor.id: actor.name for actor in record.actors}
    voices: dict[str, int] = {}
    entries = []
    for number, (statement, depth) in enumerate(_arrange(record.statements), start=1):
        words = _join(record, statement.speaker)
        speaker = _name(statement.speaker_actor, words, names)
        chain = [_name(hop.actor, hop.span.of(record.document.text), names) for hop in statement.chain]
        who = ARROW.join(name for name in chain if name) or speaker
        addressee = _name(statement.addressee_actor, _join(record, statement.addressee), names)
        entries.append(
            Entry(
                number=number,
                depth=depth,
                statement=statement,
                who=who,
                named=words if _tell_more(words, *(name for name in (who, speaker) if name)) else None,
                about=_describe_all([hop.actor for hop in statement.chain] or [statement.speaker_actor], actors),
                addressee=addressee,
                cue=_join(record, statement.cue),
                quote=_join(record, statement.quote),
                voice=None if speaker is None else voices.setdefault(speaker, len(voices)),
            )
        )
    return tuple(entries)


def list_times(record: Record) -> tuple[TimeEntry, ...]:
    """Number the times of a record, which stand in the order of the text."""
    text = record.document.text
    return tuple(TimeEntry(number, time, time.span.of(text)) for number, time in enumerate(record.times, start=1))


def list_actors(record: Record) -> tuple[ActorEntry, ...]:
    """Number the actors of a record by where they are first spoken of, with the words that stand for them."""
    text = record.document.text
    mentions: dict[str | None, list[Mention]] = {}
    for mention in sorted(record.mentions, key=lambda mention: mention.span):
        mentions.setdefault(mention.actor, []).append(mention)
    says = Counter(statement.speaker_actor for statement in record.statements)
    found = [(actor, mentions.get(actor.id, [])) for actor in record.actors]
    found.sort(key=lambda pair: pair[1][0].span.start if pair[1] else len(text))
    return tuple(
        ActorEntry(
            number=number,
            actor=actor,
            words=tuple(_list_words(actor, named, text)),
            says=says[actor.id],
            place=named[0].span if named else None,
        )
        for number, (actor, named) in enumerate(found, start=1)
    )


def find_entry(entries: Sequence[Listed], wanted: str, *others: Sequence[Listed]) -> Listed:
    """Find an entry by its label, its id, or the beginning of its id; a few digits are the number of a statement.

    `entries` are the statements, `others` lists of what else can be asked for.
    """
    known = list(chain(entries, *others))
    number = _NUMBER.fullmatch(wanted)
    label = "".join(number.groups()) if number else None
    called = [entry for entry in known if entry.label == label]
    if called:
        return called[0]
    is_id = wanted and not _SHORT_NUMBER.fullmatch(wanted)
    fitting = [entry for entry in known if is_id and entry.id.startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        listed = ", ".join(f"{entry.label} ({entry.id})" for entry in fitting)
        raise InputError(f"{wanted!r} begins {len(fitting)} ids; there are {listed}")
    letter = number[1] if number else ""
    raise InputError(_say_missing(_NOUNS[letter], wanted, [entry for entry in known if _letter(entry) == letter]))


def count_types(entries: tuple[Entry, ...]) -> str:
    """Say how many statements there are, and how many of each type."""
    return count_kinds("statement", [name_type(entry.statement) for entry in entries])


def count_times(times: tuple[TimeEntry, ...]) -> str:
    """Say how many times there are, and how many of each type."""
    return count_kinds("time", [entry.time.type.value for entry in times])


def count_actors(actors: tuple[ActorEntry, ...]) -> str:
    """Say how many actors there are, and how many of each kind."""
    return count_kinds("actor", [entry.actor.kind for entry in actors])


def count_kinds(noun: str, kinds: Iterable[str], *, plural: str = "") -> str:
    """Say how many there are of something, and how many of each kind."""
    counts = Counter(kinds)
    total = counts.total()
    named = noun if total == 1 else plural or f"{noun}s"
    if not total:
        return f"no {named}"
    return f"{total} {named}: {', '.join(f'{n} {name}' for name, n in counts.most_common())}"


def wants_date(record: Record) -> bool:
    """Whether a time of the record is told relative to a day of publication that is not known."""
    if record.document.published is not None:
        return False
    dated = (time for time in record.times if time.type in (TimexType.DATE, TimexType.TIME))
    return any(time.value.startswith(_NO_YEAR) for time in dated)


def name_type(statement: Statement) -> str:
    """The type of a statement in separate words, so that it can wrap: "Free Indirect"."""
    return _CAMEL.sub(" ", statement.type.value)


def _letter(entry: Listed) -> str:
    """That with which its label begins, none for a statement."""
    return "" if entry.label.isdigit() else entry.label[0]


def _say_missing(kind: str, wanted: str, entries: Sequence[Listed]) -> str:
    if not entries:
        return f"no {kind} was found in this text"
    first, last = entries[0].label, entries[-1].label
    numbers = f"they are numbered {first} to {last}" if len(entries) > 1 else f"the only one is {first}"
    return f"no {kind} {wanted!r}; {numbers}"


def _arrange(statements: tuple[Statement, ...]) -> list[tuple[Statement, int]]:
    """Order statements by where they begin, each followed by those nested in it; with their depth."""
    ids = {statement.id for statement in statements}
    ordered = sorted(statements, key=_place)
    inside: dict[str | None, list[Statement]] = {}
    for statement in ordered:
        inside.setdefault(statement.nested_in if statement.nested_in in ids else None, []).append(statement)
    arranged: list[tuple[Statement, int]] = []
    placed: set[str] = set()
    for root in [*inside.get(None, []), *ordered]:  # the latter for statements that lie in each other in a circle
        waiting = [(root, 0)]
        while waiting:
            statement, depth = waiting.pop()
            if statement.id in placed:
                continue
            placed.add(statement.id)
            arranged.append((statement, depth))
            waiting.extend((child, depth + 1) for child in reversed(inside.get(statement.id, [])))
    return arranged


def _place(statement: Statement) -> tuple[int, int, str]:
    spans = statement.quote or statement.frame or statement.cue or statement.speaker
    return (spans[0].start, -spans[-1].end, statement.id) if spans else (0, 0, statement.id)


def _list_words(actor: Actor, mentions: Iterable[Mention], text: str) -> Iterator[tuple[str, str]]:
    """Other names first, then what tells something else than they do; each once, whatever its capitals."""
    seen = {actor.name.casefold()}
    named = [(alias, "name") for alias in actor.aliases]
    for words, form in [*named, *((mention.span.of(text), mention.form) for mention in mentions)]:
        key = words.casefold()
        if key not in seen and (words in actor.aliases or _tell_more(words, actor.name, *actor.aliases)):
            seen.add(key)
            yield words, form


def _tell_more(words: str, *names: str) -> bool:
    """Whether words tell something else than names do: "er" beside "Werner Kern", but not "Bell" beside "Kara Bell"."""
    return bool(words) and not any(_is_part(words, name) or _is_part(name, words) for name in names)


def _is_part(words: str, of: str) -> bool:
    """Whether words are whole words of others."""
    return words in of and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", of) is not None


def _describe_all(ids: Iterable[str | None], actors: Mapping[str, Actor]) -> str:
    """What is known of the stations of a chain, or of one speaker; nothing where nothing is known of any."""
    told = [_describe(actors.get(key or "")) for key in ids]
    return ARROW.join(words or _UNKNOWN for words in told) if any(told) else ""


def _describe(actor: Actor | None) -> str:
    if actor is None:
        return ""
    return " · ".join(part for part in (actor.kind, actor.country) if part and part != _UNKNOWN)


def _name(actor: str | None, words: str, names: dict[str, str]) -> str | None:
    return names.get(actor or "") or words or None


def _join(record: Record, spans: Spans) -> str:
    return GAP.join(span.of(record.document.text) for span in spans)
