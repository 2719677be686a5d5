"""Claims and events as their stations find them, in token ranges; who is meant is resolved when all are found."""

from __future__ import annotations

from dataclasses import dataclass

from wortlaut.extract.attribution.site import Range, Ranges
from wortlaut.model import Act, AgendaKind, EventStatus, EventType, Modality, Polarity


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """One thing said, by the candidate at position `statement`; `words` are its tokens, `clause` its main clause.

    `conditional` says that it is to hold under a condition only, whatever its modality.
    """

    statement: int
    words: Range
    clause: int | None
    act: Act
    polarity: Polarity | None
    modality: Modality
    conditional: bool = False
    when: str | None = None
    due: str | None = None
    by: Range | None = None
    to: Range | None = None
    times: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event with its participants as token ranges.

    `realised_by` and `reported_by` are positions of candidates, `claim` that of the claim whose act it is or in whose
    words it stands; `act` is what is done by saying it where the report tells that without a statement.
    """

    type: EventType
    mode: str | None
    context: tuple[str, ...]
    words: Range
    status: EventStatus
    actor: Ranges = ()
    recipient: Ranges = ()
    when: str | None = None
    where: Range | None = None
    quantities: tuple[tuple[float, str], ...] = ()
    background: bool = False
    realised_by: int | None = None
    reported_by: int | None = None
    claim: int | None = None
    act: Act | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaDraft:
    """What is due: `words` are its tokens; `claim` and `statement` are positions, None where the report tells it."""

    words: Range
    kind: AgendaKind
    by: Range | None
    to: Range | None
    due: str | None
    conditional: bool
    claim: int | None = None
    statement: int | None = None
    rules: tuple[str, ...] = ()
