"""Which acts and events can answer which, and which events count as held."""

from __future__ import annotations

from wortlaut.model import Act, EventStatus, EventType

__all__ = ["ANSWERED", "ANSWERING", "HELD", "OF_ANSWERS", "OF_ASKING"]

_WANTED = (Act.DEMAND, Act.ASK, Act.PROPOSE, Act.OFFER)
_BLAMED = (Act.ACCUSE, Act.CRITICISE, Act.WARN)

ANSWERING: dict[Act, tuple[Act, ...]] = {
    Act.REJECT: (*_WANTED, *_BLAMED),
    Act.DENY: (*_BLAMED, Act.ASSERT),
    Act.AGREE: (*_WANTED, Act.ANNOUNCE),
    Act.CONFIRM: (*_BLAMED, Act.ASSERT),
    Act.CONCEDE: _BLAMED,
}
"""What an act can answer."""

ANSWERED = frozenset(act for acts in ANSWERING.values() for act in acts)
OF_ANSWERS = {EventType.REJECT: Act.REJECT, EventType.AGREE: Act.AGREE, EventType.CONCEDE: Act.AGREE}
"""Events that are answers."""
OF_ASKING = {EventType.REQUEST: Act.DEMAND, EventType.ACCUSE: Act.ACCUSE, EventType.AGREE: Act.OFFER}
"""Events that ask for one."""
HELD = frozenset({EventStatus.HAPPENED, EventStatus.ONGOING, EventStatus.REPORTED})
