"""Check the dates that people give: EDTF of year, month or day precision.

A date here says how much is known and no more: ``2022`` is some day of that year, ``2022-01`` some
day of that January. Intervals, seasons and the signs for uncertainty (``2022-01~``) are EDTF too,
but no date of publication, and are refused.
"""

import re
from datetime import date

from wortlaut.errors import InputError

__all__ = ["check_edtf"]

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def check_edtf(value: str) -> str:
    """Give back `value` if it is a date written YYYY, YYYY-MM or YYYY-MM-DD; raise InputError if not."""
    match = _FORM.fullmatch(value)
    if match is None:
        raise InputError(f"{value!r} is not a date; write YYYY-MM-DD, YYYY-MM or YYYY, such as 2022-01-21")
    year, month, day = (int(part or 1) for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        raise InputError(f"{value!r} is no day of the calendar; check year, month and day") from None
    return value
