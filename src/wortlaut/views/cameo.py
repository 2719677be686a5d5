"""Write events as the tab-separated lines of CAMEO event data, in the columns of the coder PETRARCH-2.

Date, source, target, code, issues (none), id, source of the text, words of source and target, words of the event; and
two of our own behind them: the label of the code and the status. Actors who act together are a line each; of those who
meet or agree each is the source once for every other.

Left out is what researchers would count as a deed and is none: what is possible or denied, and planned deeds for which
CAMEO has no code of intent. `count_omitted` says how many that are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import permutations, product

from wortlaut.extract.timex.days import read_days
from wortlaut.model import Act, Actor, Event, EventStatus, EventType, Record
from wortlaut.text.lexicon import Row, read_table
from wortlaut.views.actor_codes import cameo_code
from wortlaut.views.marks import tidy

__all__ = ["code_event", "count_omitted", "write_cameo"]

_COLUMNS = ("type", "mode", "context", "code", "intent", "label", "origin")
_ANY, _NONE, _UNKNOWN = "*", "-", "---"
_AHEAD = (EventStatus.PROMISED, EventStatus.PLANNED)
_NO_DEED = (EventStatus.POSSIBLE, EventStatus.DENIED)
_MUTUAL = (EventType.CONSULT, EventType.AGREE, EventType.COOPERATE)
_DEMAND, _APPEAL = "10", "02"
_SURROGATE = re.compile("[\ud800-\udfff]")


def write_cameo(record: Record) -> Iterator[str]:
    """Write the lines of one record, in the order of the text."""
    actors = {actor.id: actor for actor in record.actors}
    source = record.document.source or _UNKNOWN
    for event in sorted(record.events, key=lambda event: event.span):
        coded = code_event(record, event)
        if coded is None:
            continue
        code, label = coded
        for one, other in _pair(event, actors):
            fields = (
                _write_date(event.when),
                _code(one),
                _code(other),
                code,
                "",
                event.id,
                source,
                one.name if one else _UNKNOWN,
                other.name if other else _UNKNOWN,
                event.span.of(record.document.text),
                label,
                event.status.value,
            )
            yield _SURROGATE.sub("\ufffd", "\t".join(map(tidy, fields))) + "\n"


def count_omitted(record: Record) -> str | None:
    """Say how many events have no line, or None where all have."""
    omitted = sum(code_event(record, event) is None for event in record.events)
    if not omitted:
        return None
    noun = "event is" if omitted == 1 else "events are"
    return f"{omitted} {noun} left out: possible, denied, or planned and without a code of intent"


def code_event(record: Record, event: Event) -> tuple[str, str] | None:
    """The code and its label; None for what did not happen and for plans that CAMEO has no code for."""
    if event.status in _NO_DEED:
        return None
    row = next(row for row in _read_codes() if _fits(row, event))
    code = row["intent"] if event.status in _AHEAD else row["code"]
    if code == _NONE:
        return None
    if code.startswith(_DEMAND) and _is_appeal(record, event):
        appeal = "appeal" if code == f"{_DEMAND}0" else row["label"].replace("demand", "appeal for", 1)
        return _APPEAL + code.removeprefix(_DEMAND), appeal
    label = row["label"]
    return code, f"intend to {label}" if event.status in _AHEAD and not label.startswith("intend") else label


def _is_appeal(record: Record, event: Event) -> bool:
    """Whether a request is asked or proposed rather than demanded: CAMEO counts these under another root."""
    said = [statement for statement in record.statements if statement.id == event.realised_by]
    acts = [claim.act for statement in said for claim in statement.claims]
    return Act.DEMAND not in acts and bool({Act.ASK, Act.PROPOSE} & set(acts))


@cache
def _read_codes() -> tuple[Row, ...]:
    return read_table(files("wortlaut.views").joinpath("assets"), "cameo.tsv", _COLUMNS, unique=False)


def _fits(row: Row, event: Event) -> bool:
    return (
        row["type"] == event.type.value
        and row["mode"] in (_ANY, event.mode)
        and (row["context"] == _ANY or set(row["context"].split()) <= set(event.context))
    )


def _pair(event: Event, actors: Mapping[str, Actor]) -> Iterator[tuple[Actor | None, Actor | None]]:
    """Who does it to whom, one pair for each line."""
    doers: list[Actor | None] = [actors[key] for key in event.actor if key in actors] or [None]
    others: list[Actor | None] = [actors[key] for key in event.recipient if key in actors] or [None]
    is_mutual = event.type in _MUTUAL and others == [None] and len(doers) > 1
    yield from ((one, other) for one, other in (permutations(doers, 2) if is_mutual else product(doers, others)))


def _code(actor: Actor | None) -> str:
    return (cameo_code(actor) if actor else "") or _UNKNOWN


def _write_date(edtf: str | None) -> str:
    """YYYYMMDD, with 00 for a month or day that is not known; --- where not even the year is sure."""
    days = read_days(edtf)
    if days is None or days.first is None or days.last is None or days.precision.rough:
        return _UNKNOWN
    first, last = days.first, days.last
    if first.year != last.year:
        return _UNKNOWN
    month = first.month if first.month == last.month else 0
    day = first.day if first == last else 0
    return f"{first.year:04}{month:02}{day:02}"
