"""Wortlaut reads the news and keeps the record: who said what, to whom, when, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wortlaut.ledger import Ledger
    from wortlaut.model import Record
    from wortlaut.pipeline import read
    from wortlaut.version import VERSION as __version__

__all__ = ["Ledger", "Record", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is, so that importing the package stays cheap."""
    if name == "read":
        from wortlaut.pipeline import read

        return read
    if name == "Ledger":
        from wortlaut.ledger import Ledger

        return Ledger
    if name == "Record":
        from wortlaut.model import Record

        return Record
    if name == "__version__":
        from wortlaut.version import VERSION

        return VERSION
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
