"""Whether words are a name of somebody, give or take an ending: what the measures of actors share."""

from __future__ import annotations

import re

ENDING = 3


def is_name(words: str, name: str) -> bool:
    """Whether one of the words is the last word of the name: "des Amtes", "Norder Amt"."""
    return any(_same_word(word, wanted) for wanted in _split(name)[-1:] for word in _split(words))


def is_same_name(one: str, other: str) -> bool:
    """Whether all words of the shorter name stand in the longer one: "Bell", "Ministerin Kara Bell"."""
    short, long = sorted((_split(one), _split(other)), key=len)
    return bool(short) and all(any(_same_word(word, wanted) for wanted in long) for word in short)


def _split(words: str) -> list[str]:
    return re.findall(r"\w+", words.casefold())


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and len(long) - len(short) <= min(ENDING, len(short) - 1)
