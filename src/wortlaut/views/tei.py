"""Write reports as TEI (P5): a corpus in which every stretch of a statement stands in a ``said``.

The text of a report is the content of its one ``ab``, character for character once a parser has read it, so that
offsets into the one hold for the other. ``said`` names who speaks (``who``) and to whom (``toWhom``), whether in
quotation marks (``direct``) or thought (``aloud``), and in ``ana`` the type and the acts, which the header explains.
Where a statement has gaps, or crosses another, its stretches are several ``said`` that ``next`` and ``prev`` put
together. Characters that XML cannot hold become U+FFFD, one for one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from wortlaut.model import Act, Actor, Medium, Record, Statement, StatementType
from wortlaut.version import VERSION
from wortlaut.views.listing import Entry, list_entries
from wortlaut.views.marks import cut

__all__ = ["write_tei"]

_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
_PERSONS = ("person", "anonymous", "unknown")


def write_tei(reports: Iterable[tuple[Record, Mapping[str, Any]]]) -> Iterator[str]:
    """Write one ``teiCorpus``, report by report; beside each record stands what its source told (outlet, byline)."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<teiCorpus xmlns="http://www.tei-c.org/ns/1.0">\n'
    yield _write_corpus_header()
    for record, told in reports:
        yield _write_report(record, told)
    yield "</teiCorpus>\n"


def _write_corpus_header() -> str:
    groups = (("type", "Types of statements", StatementType), ("act", "What is done by saying something", Act))
    taxonomies = "".join(
        f'<taxonomy xml:id="{name}"><desc>{title}</desc>'
        + "".join(
            f'<category xml:id="{name}.{kind.value}"><catDesc>{kind.value}</catDesc></category>' for kind in kinds
        )
        + "</taxonomy>\n"
        for name, title, kinds in groups
    )
    return (
        "<teiHeader><fileDesc><titleStmt><title>Reports and who says what in them</title></titleStmt>"
        "<publicationStmt><p>Exported from a ledger; the rights in the texts are those of their authors.</p>"
        "</publicationStmt><sourceDesc><p>Each report names its own source.</p></sourceDesc></fileDesc>\n"
        f'<encodingDesc><appInfo><application ident="wortlaut" version="{VERSION}">'
        f"<label>Wortlaut</label></application></appInfo><classDecl>\n{taxonomies}</classDecl></encodingDesc></teiHeader>\n"
    )


def _write_report(record: Record, told: Mapping[str, Any]) -> str:
    document = record.document
    title = document.title or document.source or document.id
    bibl = [f"<title>{_escape(title)}</title>"]
    bibl += [f"<author>{_escape(told['byline'])}</author>"] if told.get("byline") else []
    bibl += [f"<publisher>{_escape(told['outlet'])}</publisher>"] if told.get("outlet") else []
    if document.published is not None:
        when = f' when="{document.published}"' if _DATE.fullmatch(document.published) else ""
        bibl.append(f"<date{when}>{_escape(document.published)}</date>")
    bibl += [f"<idno>{_escape(document.source)}</idno>"] if document.source else []
    return (
        f'<TEI xml:id="d.{document.id}" xml:lang={_quote(document.language)}>\n'
        f"<teiHeader><fileDesc><titleStmt><title>{_escape(title)}</title></titleStmt>"
        f"<publicationStmt><distributor>Wortlaut</distributor>"
        f'<idno type="wortlaut">{document.id}</idno></publicationStmt>'
        f"<sourceDesc><bibl>{''.join(bibl)}</bibl></sourceDesc></fileDesc>"
        f"{_write_actors(record.actors)}</teiHeader>\n"
        f'<text><body><ab xml:space="preserve">{"".join(_mark(record))}</ab></body></text>\n</TEI>\n'
    )


def _write_actors(actors: Iterable[Actor]) -> str:
    """Everybody in the report: people and whoever is not known better as persons, all else as organisations."""
    persons = "".join(_write_actor(actor, "person", "persName") for actor in actors if actor.kind in _PERSONS)
    others = "".join(_write_actor(actor, "org", "orgName") for actor in actors if actor.kind not in _PERSONS)
    lists = f"<listPerson>{persons}</listPerson>" if persons else ""
    lists += f"<listOrg>{others}</listOrg>" if others else ""
    return f"<profileDesc><particDesc>{lists}</particDesc></profileDesc>" if lists else ""


def _write_actor(actor: Actor, element: str, name: str) -> str:
    names = "".join(f"<{name}>{_escape(each)}</{name}>" for each in dict.fromkeys((actor.name, *actor.aliases)))
    wikidata = f'<idno type="wikidata">{_escape(actor.wikidata)}</idno>' if actor.wikidata else ""
    return f'<{element} xml:id="a.{actor.id}" role={_quote(actor.kind)}>{names}{wikidata}</{element}>'


def _mark(record: Record) -> Iterator[str]:
    """The text with its statements, innermost closed first; a statement goes on in another ``said`` behind a gap."""
    text = record.document.text
    steps = list(_step_through(len(text), list_entries(record)))
    parts = Counter(entry.id for kind, entry, _ in steps if kind == "open" and entry is not None)
    actors = {actor.id for actor in record.actors}
    opened: Counter[str] = Counter()
    for kind, entry, (start, end) in steps:
        if entry is None:
            yield _escape(text[start:end])
        elif kind == "open":
            opened[entry.id] += 1
            yield _open(entry.statement, opened[entry.id], parts[entry.id], actors)
        else:
            yield "</said>"


def _step_through(length: int, entries: tuple[Entry, ...]) -> Iterator[tuple[str, Entry | None, tuple[int, int]]]:
    """Open, close and text in their order, so that what is open always nests."""
    opened: tuple[Entry, ...] = ()
    for piece in cut(length, entries):
        shared = 0
        while shared < min(len(opened), len(piece.quotes)) and opened[shared] is piece.quotes[shared]:
            shared += 1
        yield from (("close", entry, piece.span) for entry in reversed(opened[shared:]))
        yield from (("open", entry, piece.span) for entry in piece.quotes[shared:])
        opened = piece.quotes
        yield "text", None, piece.span
    yield from (("close", entry, (length, length)) for entry in reversed(opened))


def _open(statement: Statement, part: int, parts: int, actors: set[str]) -> str:
    acts = dict.fromkeys(f"#act.{claim.act.value}" for claim in statement.claims)
    attributes = {
        "xml:id": _name(statement.id, part),
        "who": f"#a.{statement.speaker_actor}" if statement.speaker_actor in actors else None,
        "toWhom": f"#a.{statement.addressee_actor}" if statement.addressee_actor in actors else None,
        "direct": "true" if statement.type is StatementType.DIRECT else "false",
        "aloud": "false" if statement.medium is Medium.THOUGHT else None,
        "ana": " ".join((f"#type.{statement.type.value}", *acts)),
        "prev": f"#{_name(statement.id, part - 1)}" if part > 1 else None,
        "next": f"#{_name(statement.id, part + 1)}" if part < parts else None,
    }
    return f"<said{''.join(f' {name}={_quote(value)}' for name, value in attributes.items() if value is not None)}>"


def _name(statement: str, part: int) -> str:
    """The first stretch bears the id of the statement."""
    return f"s.{statement}" if part == 1 else f"s.{statement}.{part}"


def _escape(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text), {"\r": "&#13;"})


def _quote(value: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", value))
