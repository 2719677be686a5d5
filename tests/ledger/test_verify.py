"""Proving a ledger: whatever is changed behind its back is found."""

from datetime import UTC, datetime

import pytest

from wortlaut.ledger import Addition, Failure, Ledger
from wortlaut.ledger.judgements import CrossLink
from wortlaut.model import LinkKind

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)


def tamper(ledger: Ledger, command: str) -> None:
    """Change the database as another program could, with all checks of its own off."""
    with ledger._database.engine.connect() as connection:
        off = {"sqlite": "PRAGMA foreign_keys = OFF", "postgresql": "SET session_replication_role = replica"}
        raw = connection.connection.dbapi_connection
        assert raw is not None
        cursor = raw.cursor()
        cursor.execute(off[connection.dialect.name])
        cursor.execute(command)
        cursor.close()
        raw.commit()
        connection.invalidate()


@pytest.fixture
def judged(ledger: Ledger) -> Ledger:
    """The ledger with a link and a judgement."""
    ledger.link([CrossLink(LinkKind.SAME_STATEMENT, "a", "b", 0.5, ("rule",), "1")])
    ledger.judge("entry", ["a"], "reject", author="Kim", now=NOW)
    return ledger


def test_a_sound_ledger_has_no_failures(judged: Ledger) -> None:
    assert list(judged.verify()) == []


@pytest.mark.parametrize(
    ("command", "table", "problem"),
    [
        ("UPDATE documents SET text = 'x' || text WHERE title LIKE 'Fähre%'", "documents", "text_hash is "),
        (
            "UPDATE documents SET text = substr(text, 1, 30) WHERE title LIKE 'Fähre%'",
            "statements",
            "is empty or outside",
        ),
        ("UPDATE documents SET text_hash = 'abc' WHERE title LIKE 'Fähre%'", "documents", "text_hash is 'abc'"),
        ("UPDATE documents SET source = 'other.txt' WHERE title LIKE 'Fähre%'", "documents", "id is "),
        ("UPDATE documents SET title = 'Anderes'", "documents", "told_hash is "),
        ("UPDATE documents SET outlet = NULL", "documents", "told_hash is "),
        ("UPDATE documents SET published_from = '2030-01-01'", "documents", "published_from is '2030-01-01' and"),
        ("UPDATE documents SET meta = '{' WHERE title LIKE 'Fähre%'", "documents", "cannot be read"),
        ("DELETE FROM documents WHERE title LIKE 'Fähre%'", "records", "is none of documents"),
        ("UPDATE records SET hash = 'abc'", "records", "hash is 'abc' and must be"),
        ("UPDATE records SET version = '0.0.0'", "records", "id is "),
        ("DELETE FROM records", "statements", "is none of records"),
        ("UPDATE statements SET quote_text = 'Erfundenes'", "statements", "quote_text is 'Erfundenes' and must be"),
        ("UPDATE statements SET quote = '[[5,5]]'", "statements", "span [5, 5) is empty or outside the text"),
        ("UPDATE statements SET frame = '[[0,99999]]'", "statements", "span [0, 99999) is empty or outside the text"),
        ("UPDATE statements SET said = '2020-01-01'", "records", "hash is "),
        ("UPDATE statements SET type = 'Shouted'", "records", "cannot be read: ValueError: 'Shouted'"),
        ("UPDATE statements SET quote = '[[0'", "records", "cannot be read"),
        ("UPDATE statements SET speaker_actor = 'nobody'", "statements", "speaker_actor nobody is none of actors"),
        ("UPDATE statements SET passage = passage + 1000", "statements", "is not in the index of words"),
        ("DELETE FROM statements WHERE type = 'Direct'", "claims", "is none of statements"),
        ("UPDATE claims SET act = 'deny'", "records", "hash is "),
        ("UPDATE claims SET text = 'Erfundenes'", "claims", "text is 'Erfundenes'"),
        ("DELETE FROM hops", "records", "hash is "),
        ("UPDATE actors SET name = 'Otto Anders'", "actors", "folded is "),
        ("UPDATE agenda SET what = 'Erfundenes'", "records", "hash is "),
        ("UPDATE agenda SET due_until = '2030-01-01'", "agenda", "due_until is '2030-01-01'"),
        ("UPDATE events SET span = '[3,3]'", "events", "span [3, 3) is empty"),
        ("DELETE FROM links", "records", "hash is "),
        ("UPDATE cross_links SET kind = 'same_event'", "cross_links", "is not the hash of what it says"),
        ("UPDATE judgements SET author = 'Mallory'", "judgements", "is not the hash of what it says"),
    ],
)
def test_what_was_changed_is_found(judged: Ledger, command: str, table: str, problem: str) -> None:
    tamper(judged, command)
    failures = list(judged.verify())
    assert [f for f in failures if f.table == table and problem in f.problem], "\n".join(map(str, failures))


def test_one_broken_record_does_not_hide_the_others(ledger: Ledger, additions: list[Addition]) -> None:
    broken, changed = additions[0].document.id, additions[1].document.id
    where = "WHERE record_id = (SELECT id FROM records WHERE document_id = '{}')"
    tamper(ledger, f"UPDATE statements SET quote = '[[0' {where.format(broken)}")
    tamper(ledger, f"UPDATE statements SET quote_text = 'Erfundenes' {where.format(changed)}")
    failures = list(ledger.verify())
    assert {failure.table for failure in failures} == {"records", "statements"}


def test_a_failure_reads_as_a_line() -> None:
    assert str(Failure("claims", "ab12", "text is 'x'")) == "claims ab12: text is 'x'"
