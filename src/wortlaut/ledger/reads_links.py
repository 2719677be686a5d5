"""Reads links, those inside one report and those across reports, as one list, with what people say about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select, true

from wortlaut.ledger import Ledger, schema
from wortlaut.ledger.conditions import are_latest
from wortlaut.ledger.judgements import CrossLink, Judgement, Verdict
from wortlaut.model import LinkKind, make_id

__all__ = ["LinkRow", "Verdicts", "list_links", "name_link"]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link; one inside a report names the `document`, one across reports the `score` and the `resolver`.

    `verdict` is the newest judgement that stands, or None.
    """

    id: str
    kind: str
    source: str
    target: str
    document: str | None
    score: float | None
    resolver: str | None
    rules: tuple[str, ...]
    verdict: Verdict | None


class Verdicts:
    """What people say about links and entries: of several judgements that stand the newest counts."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        """Take judgements in the order of time."""
        self._by_subject = {each.subjects: each.verdict for each in judgements if each.verdict is not None}

    def of(self, *subjects: str) -> Verdict | None:
        """The verdict on one id, or on several that were judged together."""
        return self._by_subject.get(subjects)


def name_link(kind: str, source: str, target: str) -> str:
    """The id of a link inside a report, by which it is judged."""
    return make_id("link", kind, source, target)


def list_links(ledger: Ledger, kind: LinkKind | None = None, *, every: bool = False) -> Iterator[LinkRow]:
    """The links of the newest records in the order of reports, then those across reports in the order of their ids.

    Of those across reports the newest version of the resolver has found stand, and older ones that somebody accepted;
    with `every` all are listed.
    """
    verdicts = Verdicts(ledger.judgements())
    yield from _list_inside(ledger, kind, verdicts)
    versions: dict[tuple[LinkKind, str, str], list[CrossLink]] = {}
    for link in ledger.cross_links(kind=kind):
        versions.setdefault((link.kind, link.source, link.target), []).append(link)
    for links in versions.values():
        links.sort(key=_version, reverse=True)
    newest = max((links[0] for links in versions.values()), key=_version, default=None)
    for links in versions.values():
        judged = (verdicts.of(each.id) or verdicts.of(each.source, each.target) for each in links)
        verdict = next((verdict for verdict in judged if verdict is not None), None)
        if every or verdict == "accept" or newest is None or links[0].resolver == newest.resolver:
            yield from (_show(link, verdict) for link in (links if every else links[:1]))


def _show(link: CrossLink, verdict: Verdict | None) -> LinkRow:
    return LinkRow(
        link.id, link.kind.value, link.source, link.target, None, link.score, link.resolver, link.rules, verdict
    )


def _list_inside(ledger: Ledger, kind: LinkKind | None, verdicts: Verdicts) -> Iterator[LinkRow]:
    links, records, documents = schema.links.c, schema.records, schema.documents.c
    columns = (links.kind, links["from"].label("source"), links["to"].label("target"), links.rules)
    tables = schema.documents.join(records).join(schema.links, links.record_id == records.c.id)
    chosen = select(records.c.document_id, *columns).select_from(tables)
    chosen = chosen.where(are_latest(), links.kind == kind.value if kind is not None else true())
    chosen = chosen.order_by(documents.published_from.asc().nulls_last(), documents.id, links.position)
    with ledger._database.reading() as connection:
        for row in connection.execution_options(stream_results=True).execute(chosen):
            identity = name_link(row.kind, row.source, row.target)
            verdict = verdicts.of(identity) or verdicts.of(row.source, row.target)
            ends = (row.kind, row.source, row.target, row.document_id)
            yield LinkRow(identity, *ends, None, None, tuple(row.rules), verdict)


def _version(link: CrossLink) -> tuple[tuple[int, str], ...]:
    """Versions compare number by number: 0.10 is newer than 0.9."""
    parts = link.resolver.replace("-", ".").split(".")
    return tuple((int(part) if part.isdecimal() else -1, part) for part in parts)
