"""Who takes which position on an issue, and when: what statements about it do, with the statements as evidence.

An issue is words. A statement with these words speaks about it; an answer to such a statement does as well, though it
may not name it ("Bell wies die Forderung zurück"). The act decides: who agrees, confirms or supports accepts what is
said with these words, who rejects or denies it rejects it. Everything else is "other", with the act told: that somebody
demands, warns or hopes is no consent, and this reader does not guess. What is accepted is what was said with the words,
which may be a thing or the end of it; the evidence says which. Words that came by way of others are those of the last
in the chain, not of the agency that passed them on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wortlaut.model import LinkKind
from wortlaut.views.known_actors import name_actors

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.ledger.reads_entries import ClaimRow, EntryRow
    from wortlaut.ledger.results import StatementRow

__all__ = ["PERIODS", "Evidence", "Position", "list_positions"]

PERIODS = {"day": 10, "month": 7, "year": 4}
_ACCEPT = ("agree", "confirm", "support")
_REJECT = ("reject", "deny")
_NEGATIVE = "negative"
_ORDER = ("accept", "reject", "other")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim that shows a position, by the id of its statement, with its words.

    `answers` is the id of the statement that it answers, where that one has the words of the issue.
    """

    id: str
    document: str
    published: str | None
    act: str | None
    polarity: str | None
    text: str
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """A cell: what an actor, by the name most reports have, holds on an issue in a period (None: of unknown date)."""

    actor: str
    issue: str
    period: str | None
    position: str
    acts: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the statements that are the evidence."""
        return tuple(dict.fromkeys(each.id for each in self.evidence))


def list_positions(
    ledger: Ledger,
    issues: Sequence[str],
    *,
    speakers: Sequence[str] = (),
    by: str = "month",
    **conditions: Any,
) -> list[Position]:
    """The positions on each issue by actor, then period; `conditions` are those of `Ledger.statements`.

    With `speakers`, which are names or words of names, only theirs. What somebody has rejected as wrongly read, a
    statement or a link, is no evidence.
    """
    wanted = {(row.document, row.name) for name in speakers for row in ledger.actors(name=name)} if speakers else None
    names = name_actors(ledger)
    cells: dict[tuple[str, int, str | None, str], list[Evidence]] = {}
    for number, issue in enumerate(issues):
        for actor, day, evidence in _find_evidence(ledger, issue, conditions):
            if wanted is None or (evidence.document, actor) in wanted:
                period = day[: PERIODS[by]] if day else None
                position = _tell_position(evidence.act, evidence.polarity)
                who = names.get((evidence.document, actor), actor)
                cells.setdefault((who, number, period, position), []).append(evidence)
    order = sorted(cells, key=lambda key: (key[0], key[1], key[2] is None, key[2] or "", _ORDER.index(key[3])))
    return [_make(issues[key[1]], key, tuple(dict.fromkeys(cells[key]))) for key in order]


def _make(issue: str, key: tuple[str, int, str | None, str], evidence: tuple[Evidence, ...]) -> Position:
    acts = tuple(dict.fromkeys(each.act for each in evidence if each.act))
    return Position(key[0], issue, key[2], key[3], acts, evidence)


def _tell_position(act: str | None, polarity: str | None) -> str:
    """Consent to a negative sentence ("unterstützt, dass keine Waffen geliefert werden") is left open."""
    if act in _ACCEPT and polarity != _NEGATIVE:
        return "accept"
    return "reject" if act in _REJECT else "other"


def _find_evidence(
    ledger: Ledger, issue: str, conditions: dict[str, Any]
) -> Iterator[tuple[str, str | None, Evidence]]:
    """Who says what on the issue on which day, as far as that is known."""
    from wortlaut.ledger.reads_entries import list_claims, list_origins
    from wortlaut.ledger.reads_links import Verdicts
    from wortlaut.ledger.reads_words import look_for

    verdicts = Verdicts(ledger.judgements())
    rows = [row for row in ledger.statements(words=issue, **conditions) if verdicts.of(row.id) != "reject"]
    claims = list_claims(ledger, (row.id for row in rows))
    origins = list_origins(ledger, (row.id for row in rows))
    has_words = look_for(issue)
    asked: dict[str, str] = {}
    for row in rows:
        own = claims.get(row.id, ())
        about = [claim for claim in own if has_words(claim.text)] or own
        asked.update({row.id: row.id} | {claim.id: row.id for claim in about})
        who = origins.get(row.id, row.speaker_name)
        if who is not None:
            yield from ((who, row.said or row.published, each) for each in _show(row, about))
    yield from _find_answers(ledger, asked, verdicts, conditions)


def _show(row: StatementRow, claims: Iterable[ClaimRow]) -> Iterator[Evidence]:
    told: list[tuple[str | None, str | None, str]] = [(claim.act, claim.polarity, claim.text) for claim in claims]
    told = told or [(None, None, row.quote_text)]
    return (Evidence(row.id, row.document, row.published, *each) for each in told)


def _find_answers(
    ledger: Ledger, asked: dict[str, str], verdicts: Any, conditions: dict[str, Any]
) -> Iterator[tuple[str, str | None, Evidence]]:
    """Answers to what was said on the issue; those that have its words themselves have been told already."""
    from wortlaut.ledger.reads_entries import list_entries
    from wortlaut.ledger.reads_links import list_links

    links = [
        link for link in list_links(ledger, LinkKind.RESPONSE) if link.target in asked and link.source not in asked
    ]
    links = [link for link in links if link.verdict != "reject"]
    entries = list_entries(ledger, (link.source for link in links))
    among = {row.id for row in ledger.statements(**conditions)} if any(conditions.values()) and links else None
    for link in links:
        answer = entries.get(link.source)
        if answer is None or answer.statement is None or verdicts.of(answer.statement) == "reject":
            continue
        if among is None or answer.statement in among:
            evidence = _show_answer(answer, answer.statement, asked[link.target])
            yield from ((name, answer.published, evidence) for name in answer.who)


def _show_answer(answer: EntryRow, statement: str, asked: str) -> Evidence:
    act = answer.acts[0] if answer.acts else None
    # Its polarity speaks of its own words, which are not those of the issue.
    return Evidence(statement, answer.document, answer.published, act, None, answer.text, asked)
