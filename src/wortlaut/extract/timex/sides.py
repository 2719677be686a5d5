"""Tell whether a time lies behind or ahead.

The words themselves may say so (*vergangenen*), or how the time is used: since when lies behind, a deadline that is
demanded lies ahead. Else the tense of the clause tells, or of the one that it depends on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from wortlaut.extract.timex.finding import Found
from wortlaut.extract.timex.meanings import Relation
from wortlaut.extract.timex.report import Report
from wortlaut.extract.timex.tables import TimexTables
from wortlaut.model import Clause, ClauseKind, Tense

_AHEAD = {Relation.UNTIL, Relation.BY, Relation.WITHIN, Relation.AHEAD, Relation.FROM, Relation.COMING}
_SURELY = 2


class Sides:
    """Knows the clauses of a report and asks them."""

    def __init__(self, report: Report, tables: TimexTables, found: Iterable[Found]) -> None:
        """Note the clause of each time."""
        self._report = report
        self._tables = tables
        self._clauses = _clauses_at(report.clauses, sorted(f.token for f in found))

    def tense(self, found: Found) -> Tense | None:
        """The tense of the clause that the time stands in."""
        clause = self._clauses.get(found.token)
        return clause.tense if clause is not None else None

    def tell(self, found: Found) -> int:
        """Below 0 behind, above 0 ahead, 0 not known; 2 where it can be nowhere but ahead."""
        relation = getattr(found.meaning, "relation", None)
        if relation in (Relation.ON, Relation.SINCE):
            return 1 if relation is Relation.ON else -1
        if side := self._ask_participle(found):
            return side
        for clause in self._chain(self._clauses.get(found.token)):
            if self._is_standing(clause) or (relation in _AHEAD and self._looks_ahead(clause)):
                return _SURELY
            if clause.tense is Tense.PAST:
                return -1
            if clause.tense is Tense.FUTURE or clause.lemma in self._tables.ahead or self._has_modal(clause):
                return _SURELY
            if clause.tense is not None or clause.kind is ClauseKind.INFINITIVE:
                return 1
        return 1 if relation in _AHEAD else 0

    def _ask_participle(self, found: Found) -> int:
        """ "das am Montag unterzeichnete Abkommen", "die am Montag beginnende Messe"."""
        for token in self._report.tokens[found.last + 1 : found.last + 2]:
            if token.tag == "ADJA":
                ahead = self._tables.pack.ahead_adjective.fullmatch(token.text)
                return 1 if ahead else -1 if self._tables.pack.past_adjective.fullmatch(token.text) else 0
        return 0

    def _chain(self, clause: Clause | None) -> Iterator[Clause]:
        """The clause and those it depends on."""
        seen: set[int] = set()
        while clause is not None and clause.index not in seen:
            seen.add(clause.index)
            yield clause
            clause = self._report.clauses[clause.parent] if clause.parent is not None else None

    def _is_standing(self, clause: Clause) -> bool:
        """ "ist am Freitag geplant", "ist geöffnet": a state, not the perfect."""
        if clause.finite is None or clause.lemma not in self._tables.standing:
            return False
        passive = any(self._report.tokens[i].tag == "VAPP" for i in clause.verbs)
        return self._is_state(clause) and self._report.tokens[clause.finite].tense is Tense.PRESENT and not passive

    def _has_modal(self, clause: Clause) -> bool:
        """ "soll am 30. Dezember in Kraft treten"."""
        return clause.finite is not None and self._report.tokens[clause.finite].lemma in self._tables.ahead

    def _is_state(self, clause: Clause) -> bool:
        return clause.finite is not None and self._report.tokens[clause.finite].lemma in self._tables.states

    def _looks_ahead(self, clause: Clause) -> bool:
        """ "forderte bis Freitag", "setzte eine Frist bis Freitag"; not "war bis Freitag gesperrt"."""
        if self._is_state(clause) and clause.tense is Tense.PAST:
            return False
        if clause.lemma in self._tables.ahead:
            return True
        return any(self._report.tokens[i].lemma in self._tables.ahead for a, b in clause.pieces for i in range(a, b))


def _clauses_at(clauses: Sequence[Clause], places: Sequence[int]) -> dict[int, Clause]:
    """The clause that each of these tokens belongs to."""
    found: dict[int, Clause] = {}
    for clause in clauses:
        if clause.kind is not ClauseKind.QUOTATION:
            for first, last in clause.pieces:
                found.update(dict.fromkeys(places[bisect_left(places, first) : bisect_left(places, last)], clause))
    return found
