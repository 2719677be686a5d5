"""Of what is the same in many reports each entry gets one link, to the first it was found to be the same as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wortlaut.links.matching import Match

__all__ = ["Stars"]


class Stars:
    """What is linked as the same already: pairs of ids, in whatever order."""

    def __init__(self, linked: Iterable[tuple[str, str]]) -> None:
        self._linked: dict[str, set[str]] = {}
        for one, other in linked:
            self.note(one, other)

    def note(self, one: str, other: str) -> None:
        """Take two that are linked."""
        self._linked.setdefault(one, set()).add(other)
        self._linked.setdefault(other, set()).add(one)

    def choose(self, own: str, matches: Iterable[Match]) -> Iterator[Match]:
        """Of the matches of one entry, given in the order of days, those that join what is not joined yet."""
        joined: set[str] = set()
        for match in matches:
            other = match.target if match.source == own else match.source
            if other not in joined:
                joined |= self._list_joined(other)
                yield match

    def _list_joined(self, entry: str) -> set[str]:
        found, left = {entry}, [entry]
        while left:
            new = self._linked.get(left.pop(), set()) - found
            found |= new
            left += new
        return found
