"""The profiles of reports, made of their records when they are needed; those needed last are kept, and no more."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from wortlaut.ledger import Ledger
from wortlaut.links.profiles import Profile, make_profile
from wortlaut.links.words import load_vocabulary

__all__ = ["Shelf"]

_KEPT = 1000
_AT_ONCE = 50


class Shelf:
    """Profiles of the newest records of a ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._kept: OrderedDict[str, Profile | None] = OrderedDict()

    def take(self, documents: Iterable[str]) -> dict[str, Profile]:
        """The profiles of these documents by their ids, without those whose day is not known."""
        wanted = dict.fromkeys(documents)
        taken = {document: self._kept[document] for document in wanted if document in self._kept}
        missing = [document for document in wanted if document not in taken]
        for start in range(0, len(missing), _AT_ONCE):
            for record in self._ledger.records(missing[start : start + _AT_ONCE]):
                taken[record.document.id] = make_profile(record, load_vocabulary(record.document.language))
        for document, profile in taken.items():
            self._kept[document] = profile
            self._kept.move_to_end(document)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return {document: profile for document, profile in taken.items() if profile is not None}
