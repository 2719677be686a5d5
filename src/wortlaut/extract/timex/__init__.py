"""Time expressions: found by a pack's rules, resolved against the time of speaking.

`find_times` says what stands in the text and what it means; it knows no date. `resolve_times` says when that is, once
it is known who speaks when: it takes the clauses for their tense and the time of speaking for each place.
"""

from wortlaut.extract.timex.finding import Found, find_times, parse_times
from wortlaut.extract.timex.moment import Anchor
from wortlaut.extract.timex.placing import Placed, resolve_times
from wortlaut.extract.timex.report import Report, Speech
from wortlaut.extract.timex.tables import TimexRules, TimexTables

__all__ = [
    "Anchor",
    "Found",
    "Placed",
    "Report",
    "Speech",
    "TimexRules",
    "TimexTables",
    "find_times",
    "parse_times",
    "resolve_times",
]
