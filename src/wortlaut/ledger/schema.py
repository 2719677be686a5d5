"""The tables of a ledger.

A document is stored once, as it came. Each reading of it by a version of the reader is a record; the entries of a
record bear the names of the record's JSON. They stand in the order of the record (`position`), lists and spans are
JSON. Beside what the record says are words for people (`quote_text`, `text`), days to filter by (`due_from`,
`due_until`) and keys for searching (`folded`, `passage`), all of them derived from the record.

Nothing of that is ever changed or deleted but `last_seen` of a document. `feeds`, `visits` and `linked` do change: they
say which feeds are followed, what URLs told the last time and how far links have been looked for. They are no record
of anything and nothing refers to them; without them everything is asked for and looked at again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from wortlaut.ledger.columns import KEY, Plain, Wording

__all__ = [
    "ENTRIES",
    "METADATA",
    "REVISION",
    "actors",
    "agenda",
    "claims",
    "cross_links",
    "documents",
    "events",
    "feeds",
    "hops",
    "issues",
    "judgements",
    "linked",
    "links",
    "marked",
    "marks",
    "mentions",
    "names",
    "records",
    "statements",
    "times",
    "visits",
]

REVISION = "0003"
"""The newest revision of the tables that this version knows; the migrations lead to it."""

METADATA = MetaData(
    naming_convention={
        "pk": "%(table_name)s_key",
        "fk": "%(table_name)s_%(column_0_name)s_refers",
        "uq": "%(table_name)s_%(column_0_name)s_unique",
        "ix": "%(table_name)s_%(column_0_name)s_index",
    }
)


def _key(name: str) -> Column[Any]:
    return Column(name, KEY, nullable=False)


def _maybe_key(name: str) -> Column[Any]:
    return Column(name, KEY)


def _words(name: str) -> Column[Any]:
    return Column(name, Wording, nullable=False)


def _maybe_words(name: str) -> Column[Any]:
    return Column(name, Wording)


def _list(name: str) -> Column[Any]:
    return Column(name, Plain, nullable=False)


def _flag(name: str) -> Column[Any]:
    return Column(name, Boolean(create_constraint=False), nullable=False)


def _refers(table: str, *columns: str, to: tuple[str, ...] = ("id", "record_id")) -> ForeignKeyConstraint:
    """A reference, checked when the transaction ends: entries of a record refer to each other in any order."""
    targets = [f"{table}.{column}" for column in to]
    return ForeignKeyConstraint(columns, targets, deferrable=True, initially="DEFERRED")


def _actor(column: str) -> ForeignKeyConstraint:
    return _refers("actors", column, "record_id")


def _statement(column: str) -> ForeignKeyConstraint:
    return _refers("statements", column, "record_id")


def _entries(name: str, *parts: Column[Any] | ForeignKeyConstraint | UniqueConstraint | Index) -> Table:
    """A table of entries of records."""
    return Table(
        name,
        METADATA,
        _key("record_id"),
        Column("position", Integer, nullable=False),
        *parts,
        PrimaryKeyConstraint("record_id", "position"),
        _refers("records", "record_id", to=("id",)),
        sqlite_with_rowid=False,
    )


documents = Table(
    "documents",
    METADATA,
    _key("id"),
    _words("text"),
    _key("text_hash"),
    _key("told_hash"),
    _key("language"),
    _maybe_key("published"),
    _maybe_key("published_from"),
    _maybe_key("published_until"),
    _maybe_words("title"),
    _maybe_words("source"),
    _maybe_words("outlet"),
    _maybe_words("byline"),
    _list("meta"),
    Column("length", Integer, nullable=False),
    Column("passage", BigInteger, nullable=False),
    _key("first_seen"),
    _key("last_seen"),
    PrimaryKeyConstraint("id"),
    UniqueConstraint("passage"),
    Index(None, "published_from", "id"),
    Index(None, "text_hash"),
)

records = Table(
    "records",
    METADATA,
    _key("id"),
    _key("document_id"),
    Column("sequence", BigInteger, nullable=False),
    _key("version"),
    _key("pack"),
    _key("pack_version"),
    _key("hash"),
    _key("added"),
    PrimaryKeyConstraint("id"),
    _refers("documents", "document_id", to=("id",)),
    UniqueConstraint("sequence"),
    Index(None, "document_id", "sequence"),
)

actors = _entries(
    "actors",
    _key("id"),
    _words("name"),
    _key("kind"),
    _maybe_key("country"),
    _list("roles"),
    _list("aliases"),
    _maybe_key("wikidata"),
    _words("folded"),
    UniqueConstraint("id", "record_id"),
)

mentions = _entries(
    "mentions",
    _key("id"),
    _list("span"),
    _words("text"),
    _maybe_key("actor"),
    _key("form"),
    _list("candidates"),
    _actor("actor"),
)

times = _entries(
    "times",
    _key("id"),
    _list("span"),
    _words("text"),
    _key("type"),
    _key("value"),
    _maybe_key("edtf"),
    _maybe_key("mod"),
    _maybe_words("reason"),
    _maybe_key("quant"),
    _maybe_key("freq"),
    _list("rules"),
    Index(None, "id"),
)

statements = _entries(
    "statements",
    _key("id"),
    _key("type"),
    _key("medium"),
    _list("quote"),
    _words("quote_text"),
    _list("speaker"),
    _list("cue"),
    _maybe_key("cue_class"),
    _list("addressee"),
    _list("frame"),
    _maybe_key("said"),
    _maybe_key("speaker_actor"),
    _maybe_key("addressee_actor"),
    _maybe_key("nested_in"),
    _list("rules"),
    Column("passage", BigInteger, nullable=False),
    UniqueConstraint("id", "record_id"),
    UniqueConstraint("passage"),
    _actor("speaker_actor"),
    _actor("addressee_actor"),
    _statement("nested_in"),
)

hops = _entries(
    "hops",
    _key("statement_id"),
    _maybe_key("actor"),
    _list("span"),
    _list("cue"),
    _statement("statement_id"),
    _actor("actor"),
)

claims = _entries(
    "claims",
    _key("id"),
    _key("statement_id"),
    _list("span"),
    _words("text"),
    _key("act"),
    _maybe_key("polarity"),
    _key("modality"),
    _maybe_key("when"),
    _maybe_key("due"),
    _maybe_key("by"),
    _maybe_key("to"),
    _list("times"),
    _list("rules"),
    _statement("statement_id"),
    _actor("by"),
    _actor("to"),
    Index(None, "id"),
)

events = _entries(
    "events",
    _key("id"),
    _key("type"),
    _maybe_key("mode"),
    _list("context"),
    _list("actor"),
    _list("recipient"),
    _maybe_key("when"),
    _maybe_key("when_from"),
    _maybe_key("when_until"),
    _maybe_words("where"),
    _list("quantities"),
    _key("status"),
    _flag("background"),
    _list("span"),
    _words("text"),
    _maybe_key("realised_by"),
    _maybe_key("reported_by"),
    _list("rules"),
    _statement("realised_by"),
    _statement("reported_by"),
    Index(None, "id"),
)

agenda = _entries(
    "agenda",
    _key("id"),
    _words("what"),
    _key("kind"),
    _maybe_key("by"),
    _maybe_key("to"),
    _maybe_key("due"),
    _maybe_key("due_from"),
    _maybe_key("due_until"),
    _flag("conditional"),
    _maybe_key("statement"),
    _list("span"),
    _list("rules"),
    _actor("by"),
    _actor("to"),
    _statement("statement"),
    Index(None, "id"),
)

links = _entries("links", _key("kind"), _key("from"), _key("to"), _list("rules"))

issues = _entries("issues", _list("span"), _words("problem"))

ENTRIES = (actors, mentions, times, statements, hops, claims, events, agenda, links, issues)
"""The tables of a record's entries; what is referred to stands before what refers."""

cross_links = Table(
    "cross_links",
    METADATA,
    _key("id"),
    _key("kind"),
    _key("from_id"),
    _key("to_id"),
    Column("score", Float, nullable=False),
    _list("rules"),
    _key("resolver"),
    PrimaryKeyConstraint("id"),
    Index(None, "from_id"),
    Index(None, "to_id"),
)

judgements = Table(
    "judgements",
    METADATA,
    _key("id"),
    _key("kind"),
    _list("subjects"),
    _maybe_key("verdict"),
    _words("author"),
    _key("at"),
    _maybe_words("note"),
    _maybe_key("undoes"),
    PrimaryKeyConstraint("id"),
    _refers("judgements", "undoes", to=("id",)),
    Index(None, "at"),
)

feeds = Table(
    "feeds",
    METADATA,
    _key("url"),
    _maybe_words("outlet"),
    _key("added"),
    _maybe_key("polled"),
    PrimaryKeyConstraint("url"),
)

visits = Table("visits", METADATA, _key("url"), _list("seen"), PrimaryKeyConstraint("url"))

linked = Table(
    "linked",
    METADATA,
    _key("resolver"),
    Column("sequence", BigInteger, nullable=False),
    PrimaryKeyConstraint("resolver"),
)

marks = Table(
    "marks",
    METADATA,
    _key("mark"),
    Column("day", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    PrimaryKeyConstraint("mark", "day", "sequence"),
    sqlite_with_rowid=False,
)

names = Table(
    "names",
    METADATA,
    _key("name"),
    Column("day", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    _key("actor"),
    _key("root"),
    Column("root_day", Integer, nullable=False),
    _list("traits"),
    PrimaryKeyConstraint("name", "day", "sequence", "actor"),
    sqlite_with_rowid=False,
)

marked = Table(
    "marked",
    METADATA,
    _key("version"),
    Column("sequence", BigInteger, nullable=False),
    PrimaryKeyConstraint("version"),
)
