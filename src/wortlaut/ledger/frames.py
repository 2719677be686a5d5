"""Rows as data frames of pandas or Polars, whichever the caller works with; loaded only here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Literal

from wortlaut.errors import InputError

__all__ = ["Library", "make_frame"]

Library = Literal["pandas", "polars"]


def make_frame(rows: Iterable[Any], columns: Sequence[str], library: Library) -> Any:
    """A frame with a column for each field of the rows; what is a list in a row is a list in its cell.

    Numbers with what they count become words (``100000 Soldaten``), since a cell's list has one type, and what a
    source told beside becomes JSON. InputError where the library is not installed.
    """
    if library not in ("pandas", "polars"):
        raise InputError(f"{library!r}: frames are made for 'pandas' or 'polars'")
    try:
        module = import_module(library)
    except ImportError:
        raise InputError(f"{library} is not installed: pip install 'wortlaut[{library}]'") from None
    kept = list(rows)
    return module.DataFrame({column: [_cell(column, getattr(row, column)) for row in kept] for column in columns})


def _cell(column: str, value: Any) -> Any:
    if column == "quantities":
        return [f"{number:.15g} {what}" for number, what in value]
    if column == "meta":
        return json.dumps(value, ensure_ascii=False)
    if column == "quote":
        return [list(span) for span in value]
    return list(value) if isinstance(value, tuple) else value
