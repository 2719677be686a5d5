"""Who does it and who it is done to, where, when, and how many: the places of a frame filled from a clause."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from wortlaut.extract.attribution.site import Range, Ranges
from wortlaut.extract.events.matching import Match, Noun
from wortlaut.extract.events.roles import Part, Parts, Roles, assign, owners
from wortlaut.extract.events.tables import EventTables, is_one_of
from wortlaut.extract.timex import Anchor
from wortlaut.grammar.chunks import DETERMINERS, PRONOUNS
from wortlaut.model import Clause, EventType, Timex, TimexType, Token, Voice

_SUBJECT, _OBJECT, _DATIVE, _OWNER, _BOTH, _BORDER, _OVER = (
    "subject",
    "object",
    "dative",
    "owner",
    "both",
    "border",
    "over:",
)
_PERSON = "person"
_POINTS = frozenset({TimexType.DATE, TimexType.TIME})
_YEAR = 4
_NAMES = frozenset({"NE", "PPER"})


def fill_verb(parts: Parts, match: Match, tables: EventTables) -> tuple[Ranges, Ranges]:
    """Actor and recipient of a verb trigger."""
    frame = match.trigger.frame
    filled = _first_filled(parts, frame.actor, match.roles, tables)
    actor = tuple(span for span in filled if not tables.is_word(parts.tokens[span[0]], "nobody"))
    recipient = _first_filled(parts, frame.recipient, match.roles, tables)
    return actor, tuple(span for span in recipient if span not in actor)


def _first_filled(parts: Parts, places: Iterable[str], roles: Roles, tables: EventTables) -> Ranges:
    for place in places:
        if found := tuple(_fill(parts, place, roles, tables)):
            return found
    return ()


def _fill(parts: Parts, place: str, roles: Roles, tables: EventTables) -> Iterator[Range]:
    if place.startswith(_OVER):
        part = _aim(parts, place.removeprefix(_OVER), tables)
        if part is not None:
            yield from split(parts.tokens, part.span)
    elif place.endswith(_OWNER):
        yield from _owner(parts, place, roles)
    elif place == _SUBJECT and roles.subject is not None:
        yield from split(parts.tokens, roles.subject)
    elif place == _OBJECT and roles.object is not None:
        yield from split(parts.tokens, roles.object.span)
    elif place == _DATIVE and roles.dative is not None:
        yield from split(parts.tokens, roles.dative)
    elif place == _BORDER:
        yield from _beyond_border(parts, tables)
    elif place.startswith(_BOTH):
        yield from _both(parts, roles, tables)


def _both(parts: Parts, roles: Roles, tables: EventTables) -> Iterator[Range]:
    """Everybody who takes part: subject, object where it is a person, "mit" and "zwischen"."""
    if roles.subject is not None:
        yield from split(parts.tokens, roles.subject)
    if roles.object is not None and _is_party(parts, roles.object, tables):
        yield from split(parts.tokens, roles.object.span)
    for part in parts.governed:
        if part.preposition in tables.words["with"] | tables.words["between"] and _is_party(parts, part, tables):
            yield from split(parts.tokens, part.span)


def _is_party(parts: Parts, part: Part, tables: EventTables) -> bool:
    return any(
        parts.is_name(parts.tokens[i]) or is_one_of(parts.tokens[i], tables.words[_PERSON] | tables.words["state"])
        for i in range(*part.words)
    )


def _aim(parts: Parts, preposition: str, tables: EventTables) -> Part | None:
    """The phrase behind a preposition; where that may tell a place, only a name counts ("in die Ukraine")."""
    for part in parts.governed:
        local = preposition in (tables.words["where"] | tables.words["along"]) - tables.words["aim at"]
        thing = is_one_of(parts.tokens[part.head], tables.words["way"])
        if part.preposition == preposition and not thing and (not local or _is_named(parts, part, tables)):
            return part
    return None


def _is_named(parts: Parts, part: Part, tables: EventTables) -> bool:
    inside = [parts.tokens[i] for i in range(*part.words)]
    if any(is_one_of(token, tables.words["place"]) for token in inside):
        return False
    return any(parts.is_name(token) for token in inside) or is_one_of(parts.tokens[part.head], tables.words[_PERSON])


def _owner(parts: Parts, place: str, roles: Roles) -> Iterator[Range]:
    if place.startswith(_OBJECT):
        part = roles.object
    else:
        part = next((p for p in parts.free if roles.subject is not None and p.words[0] == roles.subject[0]), None)
    if part is not None:
        yield from owners(parts, part)


def _beyond_border(parts: Parts, tables: EventTables) -> Iterator[Range]:
    """ "an der Grenze zu Norland": whoever lives behind it."""
    at_border = next((p for p in parts.governed if is_one_of(parts.tokens[p.head], tables.words["border"])), None)
    if at_border is None:
        return
    for part in parts.governed:
        if at_border.words[1] <= part.words[0] <= at_border.words[1] + 2 and parts.tokens[part.head].tag == "NE":
            yield part.words


def fill_noun(parts: Parts, noun: Noun, tables: EventTables) -> tuple[Ranges, Ranges]:
    """Actor and recipient of a noun trigger: what hangs on it, else the subject of the verb that it stands with."""
    frame = noun.trigger.frame
    around = assign(parts, None, None)
    subject = around.subject
    if subject is not None and subject[0] <= noun.at < subject[1]:
        subject = None
    actor = tuple(_fill_noun(parts, frame.actor, noun, tables))
    recipient = tuple(_fill_noun(parts, frame.recipient, noun, tables))
    if (
        subject is not None
        and _is_person(parts, subject, noun.held, tables)
        and _takes_part(parts, noun, actor, tables)
    ):
        actor = (*split(parts.tokens, subject), *actor)
    return actor, tuple(span for span in recipient if span not in actor)


def _takes_part(parts: Parts, noun: Noun, actor: Ranges, tables: EventTables) -> bool:
    """Whether the subject of the clause is one of those who do what the noun tells: "nach einem Treffen mit Tolv"."""
    if parts.clause.voice is Voice.PASSIVE:
        return False
    between = {part.preposition for part in noun.attached} & tables.words["between"]
    if _BOTH in noun.trigger.frame.actor:
        return not between and noun.owner is None and (bool(actor) or noun.possessive or noun.held)
    return not actor and (noun.held or noun.trigger.event.type is EventType.CONSULT)


def _is_person(parts: Parts, span: Range, held: bool, tables: EventTables) -> bool:
    """Whether the subject can be the doer; of an occasion only who is named, or holds an office."""
    inside = parts.tokens[span[0] : span[1]]
    if any(t.tag in PRONOUNS | {"NE"} or is_one_of(t, tables.words["official"]) for t in inside):
        return not any(tables.is_word(t, "nobody") for t in inside[:1])
    uses = ("person", "state", "force", "fighter", "body", "police", "party")
    return held and any(is_one_of(t, tables.words[use]) for t in inside for use in uses)


def _fill_noun(parts: Parts, places: Iterable[str], noun: Noun, tables: EventTables) -> Iterator[Range]:
    for place in places:
        found: list[Range] = []
        if place == _OWNER and noun.owner is not None:
            found = [*split(parts.tokens, noun.owner)]
        elif place == _BOTH:
            wanted = tables.words["with"] | tables.words["between"]
            if noun.owner is not None:
                found += split(parts.tokens, noun.owner)
            for part in noun.attached:
                if part.preposition in wanted:
                    found += split(parts.tokens, part.span, apart=part.preposition in tables.words["between"])
        elif place.startswith(_OVER):
            preposition = place.removeprefix(_OVER)
            for part in noun.attached:
                local = preposition in tables.words["where"] and preposition not in tables.words["aim at"]
                if part.preposition == preposition and (not local or _is_named(parts, part, tables)):
                    found += split(parts.tokens, part.span)
        if found:
            yield from found
            return


def split(tokens: Sequence[Token], span: Range, *, apart: bool = False) -> Iterator[Range]:
    """Each of several who are joined: "Norland und Sudavien"; of "die Minister, Bell und Tolv," the two names.

    `apart` says that they are two for sure: "zwischen Polizei und Demonstranten".
    """
    first, last = span
    while first < last - 1 and tokens[first].tag in {"KON", "ADV", "PTKNEG"}:
        first += 1
    comma = next((i for i in range(first, last) if tokens[i].tag == "$,"), None)
    if comma is not None and any(tokens[i].tag in {"APPR", "APPRART"} for i in range(first, comma)):
        # "die Stadt vom Süden, Osten und Norden": what follows belongs to the preposition.
        last = comma
    elif comma is not None:
        joined = any(tokens[i].tag == "KON" and tokens[i - 1].tag == "NE" for i in range(comma + 2, last))
        first, last = (comma + 1, last) if joined and tokens[comma + 1].tag == "NE" else span
    while last > first and tokens[last - 1].tag in {"$,", "$("} and tokens[last - 1].text not in {")", "“", '"'}:
        last -= 1
    at = first
    for i in range(first + 1, last - 1):
        if tokens[i].tag == "KON" and (apart or _joins(tokens, at, i, last)):
            yield at, i
            at = i + 1
    if at < last:
        yield at, last


def _joins(tokens: Sequence[Token], first: int, at: int, last: int) -> bool:
    """Whether two who act are joined, not two words of one ("der Präsident Norlands und Sudaviens")."""
    before, behind = tokens[at - 1], tokens[at + 1]
    inside = [t.tag for t in tokens[first:at]]
    if before.tag == "NE" and behind.tag == "NE":
        return "NN" not in inside or not before.text.endswith("s")
    return before.tag in {"NE", "NN"} and (behind.tag in DETERMINERS or (before.tag == "NE" and behind.tag == "NN"))


def find_where(parts: Parts, around: Iterable[Part], taken: Ranges, tables: EventTables) -> Range | None:
    """The first phrase that tells a place and is nobody's part in it, without its article."""
    for part in around:
        if part.preposition not in tables.words["where"] | tables.words["aim"] or part.words in taken:
            continue
        head = parts.tokens[part.head]
        if (parts.is_name(head) and head.tag != "PPER" and not is_one_of(head, tables.words[_PERSON])) or is_one_of(
            head, tables.words["place"]
        ):
            first = part.words[0] + (parts.tokens[part.words[0]].tag in DETERMINERS)
            behind = next((p for p in parts.governed if 0 <= p.words[0] - part.words[1] <= 2 and p is not part), None)
            tied = behind is not None and is_one_of(head, tables.words["border"])
            return first, behind.words[1] if behind is not None and tied else part.words[1]
    return None


def find_when(
    tokens: Sequence[Token], clause: Clause, times: Sequence[Timex], near: int, anchor: Anchor | None
) -> Timex | None:
    """The day or time that stands in the clause, the one nearest to the trigger where there are several.

    A length of time counts where it lies ahead ("in den kommenden Wochen"); a year that hangs on a noun does not ("im
    Krieg von 1992").
    """
    at = tokens[near].start
    inside = [time for time in _inside(tokens, clause, times) if not _hangs_on_noun(tokens, clause, time)]
    points = [time for time in inside if time.type in _POINTS]
    told = [time for time in points if time.edtf is not None]
    ahead = [time for time in inside if time.type is TimexType.DURATION and _begins_later(time, anchor)]
    return min(told or ahead or points, key=lambda time: abs(time.span.start - at), default=None)


def _inside(tokens: Sequence[Token], clause: Clause, times: Sequence[Timex]) -> Iterator[Timex]:
    for first, last in clause.pieces:
        start, end = tokens[first].start, tokens[last - 1].end
        from_here = bisect_left(times, start, key=lambda time: time.span.start)
        for time in times[from_here:]:
            if time.span.start >= end:
                break
            if time.span.end <= end:
                yield time


def _hangs_on_noun(tokens: Sequence[Token], clause: Clause, time: Timex) -> bool:
    """Whether a time that is told in years stands behind a noun with nothing but a preposition between."""
    if time.edtf is None or any(len(part.rstrip("?~%")) > _YEAR for part in time.edtf.split("/")):
        return False
    at = next((i for a, b in clause.pieces for i in range(a, b) if tokens[i].start >= time.span.start), clause.first)
    while at > clause.first and tokens[at - 1].tag in {"APPR", "APPRART", "ART"}:
        at -= 1
    return at > clause.first and tokens[at - 1].tag in {"NN", "NE"}


def _begins_later(time: Timex, anchor: Anchor | None) -> bool:
    told = (time.edtf or "").split("/")[0]
    return anchor is not None and told[:1].isdigit() and told[: len(anchor.edtf)] >= anchor.edtf


def count(
    parts: Parts, around: Iterable[Range], timed: frozenset[int], tables: EventTables
) -> tuple[tuple[float, str], ...]:
    """How many of what: "rund 100.000 Soldaten", "vier Millionen Euro"."""
    found: list[tuple[float, str]] = []
    for start, last in around:
        at = start
        while at > 0 and (parts.tokens[at - 1].tag == "CARD" or parts.tokens[at - 1].text.lower() in tables.numbers):
            at -= 1
        while at < last:
            value, end = _read_number(parts.tokens, at, last, tables)
            vague = at > 0 and parts.tokens[at - 1].tag in {"PIAT", "PIS", "PIDAT"}
            if value is None or vague or at in timed:
                at += 1
                continue
            unit = next((i for i in range(end, min(last, end + 4)) if parts.tokens[i].tag in {"NN", "NE"}), None)
            between = parts.tokens[end:unit] if unit is not None else ()
            if unit is not None and all(token.tag == "ADJA" for token in between):
                found.append((value, parts.tokens[unit].text))
            at = end
    return tuple(dict.fromkeys(found))


def _read_number(tokens: Sequence[Token], at: int, last: int, tables: EventTables) -> tuple[float | None, int]:
    """The number that begins at a token, and the token behind it; "vier Millionen" is one."""
    value = _value(tokens[at], tables)
    if value is None:
        return None, at + 1
    end = at + 1
    while end < last and (times := tables.numbers.get(tokens[end].text.lower())) is not None and times[1]:
        value, end = value * times[0], end + 1
    return value, end


def _value(token: Token, tables: EventTables) -> float | None:
    if token.tag == "CARD" or token.text[:1].isdigit():
        plain = token.text.replace(".", "").replace(",", ".")
        if plain.replace(".", "", 1).isdecimal():
            return float(plain)
    known = tables.numbers.get(token.text.lower())
    return known[0] if known is not None and not known[1] else None
