"""Write a record as TimeML 1.2.1: the text of the report with its times marked inline.

Programs that know TimeML find what they expect: the date of publication as the creation time ``t0``,
then ``t1``, ``t2`` … with the attributes of TIMEX3, which are the record's own. What TimeML has no
place for (EDTF, reasons, rules) stands in the JSON.

The words inside ``TEXT`` are the document's text, character for character, once a parser has read
them: offsets into the one hold for the other. Parsers turn a bare carriage return into a line feed,
so it is written as a reference; characters that XML cannot hold at all become U+FFFD, one for one.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from wortlaut.model import Record
from wortlaut.views.listing import TimeEntry, list_times

__all__ = ["write_timeml"]

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:noNamespaceSchemaLocation="http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd">\n'
)
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_timeml(record: Record) -> str:
    """Write the TimeML document of one record."""
    document = record.document
    parts = [_HEAD, f"<DOCID>{_escape(document.source or document.id)}</DOCID>\n"]
    if document.published is not None:
        parts.append(f"<DCT>{_write_creation_time(document.published)}</DCT>\n")
    if document.title is not None:
        parts.append(f"<TITLE>{_escape(document.title)}</TITLE>\n")
    parts.extend(("<TEXT>", _mark(document.text, list_times(record)), "</TEXT>\n</TimeML>\n"))
    return "".join(parts)


def _write_creation_time(published: str) -> str:
    """The date as far as it is known: TIMEX3 writes days, months and years as EDTF does."""
    return _write_timex(
        published,
        tid="t0",
        type="DATE",
        value=published,
        temporalFunction="false",
        functionInDocument="CREATION_TIME",
    )


def _mark(text: str, times: tuple[TimeEntry, ...]) -> str:
    parts = []
    position = 0
    for entry in times:
        time = entry.time
        parts.append(_escape(text[position : time.span.start]))
        parts.append(
            _write_timex(
                entry.words,
                tid=entry.label,
                type=time.type.value,
                value=time.value,
                mod=time.mod,
                quant=time.quant,
                freq=time.freq,
                functionInDocument="NONE",
            )
        )
        position = time.span.end
    return "".join(parts) + _escape(text[position:])


def _write_timex(words: str, **attributes: str | None) -> str:
    """One TIMEX3 with the attributes that have a value, in the order given."""
    listed = "".join(f" {name}={_quote(value)}" for name, value in attributes.items() if value is not None)
    return f"<TIMEX3{listed}>{_escape(words)}</TIMEX3>"


def _escape(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _quote(value: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", value))
