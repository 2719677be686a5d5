"""The first tables: documents, records with their entries, links and judgements, views to read, the search."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from wortlaut.ledger.columns import KEY, Plain, Wording

revision = "0001"
down_revision = None

KEYS: dict[str, sa.types.TypeEngine[Any]] = {
    "": KEY,
    "words": Wording(),
    "json": Plain(),
    "number": sa.Integer(),
    "large": sa.BigInteger(),
}
KEYS |= {"flag": sa.Boolean(), "real": sa.Float()}

DOCUMENTS = (
    "id text:words text_hash told_hash language published? published_from? published_until? title:words? source:words? "
    "outlet:words? byline:words? meta:json length:number passage:large first_seen last_seen"
)
RECORDS = "id document_id sequence:large version pack pack_version hash added"
ENTRIES = {
    "actors": "id name:words kind country? roles:json aliases:json wikidata? folded:words",
    "mentions": "id span:json text:words actor? form candidates:json",
    "times": "id span:json text:words type value edtf? mod? reason:words? quant? freq? rules:json",
    "statements": (
        "id type medium quote:json quote_text:words speaker:json cue:json cue_class? addressee:json frame:json said? "
        "speaker_actor? addressee_actor? nested_in? rules:json passage:large"
    ),
    "hops": "statement_id actor? span:json cue:json",
    "claims": ("id statement_id span:json text:words act polarity? modality when? due? by? to? times:json rules:json"),
    "events": (
        "id type mode? context:json actor:json recipient:json when? when_from? when_until? where:words? "
        "quantities:json status background:flag span:json text:words realised_by? reported_by? rules:json"
    ),
    "agenda": ("id what:words kind by? to? due? due_from? due_until? conditional:flag statement? span:json rules:json"),
    "links": "kind from to rules:json",
    "issues": "span:json problem:words",
}
CROSS_LINKS = "id kind from_id to_id score:real rules:json resolver"
JUDGEMENTS = "id kind subjects:json verdict? author:words at note:words? undoes?"

REFERENCES = {
    "mentions": {"actor": "actors"},
    "statements": {"speaker_actor": "actors", "addressee_actor": "actors", "nested_in": "statements"},
    "hops": {"statement_id": "statements", "actor": "actors"},
    "claims": {"statement_id": "statements", "by": "actors", "to": "actors"},
    "events": {"realised_by": "statements", "reported_by": "statements"},
    "agenda": {"by": "actors", "to": "actors", "statement": "statements"},
}
UNIQUE: dict[str, list[tuple[str, ...]]] = {
    "actors": [("id", "record_id")],
    "statements": [("id", "record_id"), ("passage",)],
}
INDEXES: dict[str, list[tuple[str, ...]]] = {
    "documents": [("published_from", "id"), ("text_hash",)],
    "records": [("document_id", "sequence")],
    **{table: [("id",)] for table in ("times", "claims", "events", "agenda")},
    "cross_links": [("from_id",), ("to_id",)],
    "judgements": [("at",)],
}

VIEWS = {
    "latest_records": """
        SELECT r.* FROM records AS r
        WHERE r.sequence = (SELECT max(n.sequence) FROM records AS n WHERE n.document_id = r.document_id)""",
    "statements_readable": """
        SELECT d.published, d.outlet, speaker.name AS speaker, addressee.name AS addressee, s.type, s.medium,
            s.quote_text, s.said, (
                SELECT {join_acts} FROM claims AS c WHERE c.record_id = s.record_id AND c.statement_id = s.id
            ) AS acts, (
                SELECT {join_hops} FROM hops AS h JOIN actors AS a ON a.record_id = h.record_id AND a.id = h.actor
                WHERE h.record_id = s.record_id AND h.statement_id = s.id
            ) AS chain, d.title, d.source, d.id AS document_id, s.record_id, s.id
        FROM statements AS s JOIN latest_records AS r ON r.id = s.record_id JOIN documents AS d ON d.id = r.document_id
        LEFT JOIN actors AS speaker ON speaker.record_id = s.record_id AND speaker.id = s.speaker_actor
        LEFT JOIN actors AS addressee ON addressee.record_id = s.record_id AND addressee.id = s.addressee_actor""",
    "agenda_readable": """
        SELECT g.due, g.kind, g.what, doer.name AS "by", aim.name AS "to", g.conditional, d.published, d.outlet,
            d.title, d.source, g.statement AS statement_id, d.id AS document_id, g.record_id, g.id
        FROM agenda AS g JOIN latest_records AS r ON r.id = g.record_id JOIN documents AS d ON d.id = r.document_id
        LEFT JOIN actors AS doer ON doer.record_id = g.record_id AND doer.id = g."by"
        LEFT JOIN actors AS aim ON aim.record_id = g.record_id AND aim.id = g."to" """,
    "events_readable": """
        SELECT e."when", e.type, e.mode, e.status, (
                SELECT {join_names} FROM actors AS a
                WHERE a.record_id = e.record_id AND e.actor LIKE '%"' || a.id || '"%'
            ) AS actor, (
                SELECT {join_names} FROM actors AS a
                WHERE a.record_id = e.record_id AND e.recipient LIKE '%"' || a.id || '"%'
            ) AS recipient, e.text, e."where", d.published, d.outlet, d.title, d.source, d.id AS document_id,
            e.record_id, e.id
        FROM events AS e JOIN latest_records AS r ON r.id = e.record_id JOIN documents AS d ON d.id = r.document_id""",
}
JOINS = {"join_acts": ("c.act", "c.position"), "join_hops": ("a.name", "h.position")}
JOINS |= {"join_names": ("a.name", "a.position")}

SEARCH = {
    "sqlite": ("CREATE VIRTUAL TABLE search USING fts5(words, content='', tokenize='ascii')",),
    "postgresql": (
        "CREATE TABLE search (passage BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX search_words_index ON search USING gin (words)",
    ),
}


def upgrade() -> None:
    """Make all of it in an empty database."""
    _make_table("documents", DOCUMENTS, sa.UniqueConstraint("passage", name="documents_passage_unique"))
    _make_table(
        "records", RECORDS, _refers("records", "document_id", "documents", "id"), _unique("records", "sequence")
    )
    for table, columns in ENTRIES.items():
        _make_entries(table, columns)
    _make_table("cross_links", CROSS_LINKS)
    _make_table("judgements", JUDGEMENTS, _refers("judgements", "undoes", "judgements", "id"))
    for table, indexes in INDEXES.items():
        for index in indexes:
            op.create_index(f"{table}_{index[0]}_index", table, list(index))
    dialect = op.get_bind().dialect.name
    for view, definition in VIEWS.items():
        joins = {name: _join(dialect, *what) for name, what in JOINS.items()}
        op.execute(f"CREATE VIEW {view} AS {definition.format(**joins)}")
    for command in SEARCH[dialect]:
        op.execute(command)


def _columns(written: str) -> list[sa.Column[Any]]:
    """Columns as they are written above: NAME, of another kind than a key NAME:KIND, with ? where it may be empty."""
    words = [(word.removesuffix("?").partition(":"), word.endswith("?")) for word in written.split()]
    return [sa.Column(name, KEYS[kind], nullable=may_be_empty) for (name, _, kind), may_be_empty in words]


def _make_table(name: str, columns: str, *constraints: sa.Constraint) -> None:
    op.create_table(name, *_columns(columns), sa.PrimaryKeyConstraint("id", name=f"{name}_key"), *constraints)


def _make_entries(name: str, columns: str) -> None:
    op.create_table(
        name,
        *_columns(f"record_id position:number {columns}"),
        sa.PrimaryKeyConstraint("record_id", "position", name=f"{name}_key"),
        *(_unique(name, *unique) for unique in UNIQUE.get(name, [])),
        _refers(name, "record_id", "records", "id"),
        *(_refers(name, column, target) for column, target in REFERENCES.get(name, {}).items()),
        sqlite_with_rowid=False,
    )


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"{table}_{columns[0]}_unique")


def _refers(table: str, column: str, target: str, *keys: str) -> sa.ForeignKeyConstraint:
    """A reference to an entry of the same record, unless `keys` says to what; checked when the transaction ends."""
    columns = [column] if keys else [column, "record_id"]
    targets = [f"{target}.{key}" for key in keys or ("id", "record_id")]
    name = f"{table}_{column}_refers"
    return sa.ForeignKeyConstraint(columns, targets, name=name, deferrable=True, initially="DEFERRED")


def _join(dialect: str, column: str, order: str) -> str:
    """Several values of a view as one text."""
    if dialect == "postgresql":
        return f"string_agg({column}, '; ' ORDER BY {order})"
    return f"group_concat({column}, '; ')"
