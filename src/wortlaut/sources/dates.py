"""Dates as pages, feeds and tables write them → EDTF of year, month or day precision.

The day is taken as it is written, in the time zone of whoever wrote it: a report of half past midnight in Berlin is of
that day and not of the day before in Greenwich. What could be two days (03/05/2024) is none.
"""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_tz

from wortlaut.errors import InputError
from wortlaut.text.dates import check_edtf

__all__ = ["find_edtf"]

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9-])(?:[T ].*)?", re.S)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T.*)?")
_DOTTED = re.compile(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})(?:,?\s.*)?", re.S)
_MAIL = re.compile(r"[0-9]{4}|[0-9]{2}:")


def find_edtf(value: object) -> str | None:
    """The day, month or year that a value tells for sure; None where it tells none.

    Understood are ISO 8601 (also compact), days with dots (5.3.2024), those of mails and RSS, and Python's own dates.
    """
    if isinstance(value, date):
        return value.isoformat()[:10]
    if not isinstance(value, str):
        return None
    words = value.strip()
    for form, order in ((_ISO, (0, 1, 2)), (_COMPACT, (0, 1, 2)), (_DOTTED, (2, 1, 0))):
        match = form.fullmatch(words)
        if match is not None:
            return _check([match.groups()[place] for place in order])
    return _find_mail_date(words)


def _find_mail_date(words: str) -> str | None:
    """The day of *Tue, 05 Mar 2024 00:30:00 +0100*, which may lack its weekday."""
    if not _MAIL.search(words):
        return None
    try:
        parsed = parsedate_tz(words)
    except (ValueError, IndexError, OverflowError):
        return None
    return _check([str(part) for part in parsed[:3]]) if parsed else None


def _check(parts: list[str | None]) -> str | None:
    told = [int(part) for part in parts if part is not None]
    try:
        return check_edtf("-".join([f"{told[0]:04}", *(f"{part:02}" for part in told[1:])]))
    except InputError:
        return None
