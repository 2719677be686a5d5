"""How values stand in columns: keys, wording, and lists as JSON, alike in both databases.

All text sorts and compares code point by code point (in PostgreSQL by the collation "C"), so that no order depends on
the language of a machine. Databases hold no NUL and no half of a surrogate pair, yet a text may have them and is never
altered: such a character is written as the noncharacter U+FDD0 and four hexadecimal digits, and so is U+FDD0 itself.
"""

from __future__ import annotations

import json
import re
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.dialects.postgresql import TEXT
from sqlalchemy.types import TypeDecorator, TypeEngine

__all__ = ["KEY", "Plain", "Wording"]

_MARK = "\ufdd0"
_UNHELD = re.compile("[\x00\ud800-\udfff\ufdd0]")
_HELD = re.compile("\ufdd0([0-9a-f]{4})")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

KEY = Text().with_variant(TEXT(collation="C"), "postgresql")
"""Ids, dates and names from closed sets."""


class Wording(TypeDecorator[str]):
    """Words of people, which may have any character."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column in this database."""
        return dialect.type_descriptor(TEXT(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """As the database can hold it."""
        return _hold(value) if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """As it came."""
        return _release(value) if value is not None else None


class Plain(TypeDecorator[Any]):
    """Spans, lists and mappings as JSON that people can read in the database."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The type of the column in this database."""
        return dialect.type_descriptor(TEXT(collation="C") if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """The JSON; None is no value. Most lists are empty."""
        if value == []:
            return "[]"
        return _hold(_encode(value)) if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """What the JSON says."""
        return json.loads(_release(value)) if value is not None else None


def _hold(text: str) -> str:
    if text.isascii() and "\x00" not in text:
        return text
    return _UNHELD.sub(lambda found: f"{_MARK}{ord(found[0]):04x}", text)


def _release(text: str) -> str:
    return _HELD.sub(lambda found: chr(int(found[1], 16)), text) if _MARK in text else text
