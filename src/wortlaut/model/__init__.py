"""The frozen records that flow through the house, from tokens to the record of a report.

Every span is ``[start, end)`` in Unicode code points of the document's text; every index is a
position in the tuple that its name says. Nothing here is changed after it has been made: a stage
that knows more makes a new record.
"""

from wortlaut.model.kinds import (
    Act,
    AgendaKind,
    EventStatus,
    EventType,
    LinkKind,
    Medium,
    Modality,
    Polarity,
    StatementType,
    TimexType,
)
from wortlaut.model.record import Actor, AgendaEntry, Claim, Event, Hop, Link, Mention, Reader, Record, Statement, Timex
from wortlaut.model.text import (
    Clause,
    ClauseKind,
    Document,
    Issue,
    Mood,
    Phrase,
    Quotation,
    Sentence,
    Span,
    Spans,
    Tense,
    Token,
    Voice,
    make_id,
)

__all__ = [
    "Act",
    "Actor",
    "AgendaEntry",
    "AgendaKind",
    "Claim",
    "Clause",
    "ClauseKind",
    "Document",
    "Event",
    "EventStatus",
    "EventType",
    "Hop",
    "Issue",
    "Link",
    "LinkKind",
    "Medium",
    "Mention",
    "Modality",
    "Mood",
    "Phrase",
    "Polarity",
    "Quotation",
    "Reader",
    "Record",
    "Sentence",
    "Span",
    "Spans",
    "Statement",
    "StatementType",
    "Tense",
    "Timex",
    "TimexType",
    "Token",
    "Voice",
    "make_id",
]
