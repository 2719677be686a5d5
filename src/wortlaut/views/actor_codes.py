"""The codes by which event data know an actor: its country and its sector, as far as the record tells them."""

from __future__ import annotations

from wortlaut.model import Actor

__all__ = ["cameo_code", "plover_sector"]

# PLOVER renamed the press: MED is medicine there.
_PLOVER = {"government": "GOV", "media": "JRN"}
_CAMEO = {"government": "GOV", "media": "MED"}


def plover_sector(actor: Actor) -> str | None:
    """The sector in PLOVER, or None where the kind of actor tells none."""
    return _PLOVER.get(actor.kind)


def cameo_code(actor: Actor) -> str:
    """Country and role in one word, as CAMEO writes them: "DEUGOV", "MED"; empty where neither is known."""
    return f"{actor.country or ''}{_CAMEO.get(actor.kind, '')}"
