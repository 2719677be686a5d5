"""A pack's tables: what is read, and that every mistake is named with file, line and field."""

from __future__ import annotations

from pathlib import Path

import pytest

from wortlaut.errors import LanguagePackError
from wortlaut.text.lexicon import column, read_table, read_toml

COLUMNS = ("word", "kind", "origin")


def write(folder: Path, text: str) -> Path:
    (folder / "words.tsv").write_bytes(text.encode("utf-8"))
    return folder


def test_rows_know_their_fields_and_their_place(tmp_path: Path) -> None:
    write(tmp_path, "# a comment\n\nword\tkind\torigin\nÄpfel\tfruit\town\n# another\nRübe\t\town\n")
    rows = read_table(tmp_path, "words.tsv", COLUMNS)
    assert [(row["word"], row["kind"], row.where) for row in rows] == [
        ("Äpfel", "fruit", "words.tsv:4"),
        ("Rübe", "", "words.tsv:6"),
    ]


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    write(tmp_path, "\ufeffword\tkind\torigin\r\nRübe\troot\town\r\n")
    assert read_table(tmp_path, "words.tsv", COLUMNS)[0]["origin"] == "own"


def test_a_column_is_the_set_of_its_values(tmp_path: Path) -> None:
    write(tmp_path, "word\tkind\torigin\na\tx\town\nb\tx\town\nc\ty\town\n")
    assert column(read_table(tmp_path, "words.tsv", COLUMNS), "kind") == {"x", "y"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"words\.tsv:1: no header"),
        ("# only a comment\n", r"words\.tsv:1: no header"),
        ("word\torigin\n", r"words\.tsv:1: the header is .*wanted"),
        ("word\tkind\torigin\n\na\tx\n", r"words\.tsv:3: 2 fields; wanted 3"),
        ("word\tkind\torigin\na\tx\t\n", r"words\.tsv:2: the field 'origin' is empty"),
        ("word\tkind\torigin\n\tx\town\n", r"words\.tsv:2: the field 'word' is empty"),
        ("word\tkind\torigin\na\tx \town\n", r"words\.tsv:2: white space around the field 'kind'"),
        ("word\tkind\torigin\nA\u0308pfel\tx\town\n", r"words\.tsv:2: not in Unicode normal form C"),
        ("word\tkind\torigin\na\tx\town\na\ty\town\n", r"words\.tsv:3: word 'a' stands already in words\.tsv:2"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_field(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, text)
    with pytest.raises(LanguagePackError, match=message):
        read_table(tmp_path, "words.tsv", COLUMNS)


def test_a_word_may_stand_twice_where_the_table_allows_it(tmp_path: Path) -> None:
    write(tmp_path, "word\tkind\torigin\na\tx\town\na\ty\town\n")
    assert len(read_table(tmp_path, "words.tsv", COLUMNS, unique=False)) == 2


def test_every_table_must_say_where_its_rows_come_from(tmp_path: Path) -> None:
    write(tmp_path, "word\tkind\na\tx\n")
    with pytest.raises(LanguagePackError, match="last column of every table is 'origin'"):
        read_table(tmp_path, "words.tsv", ("word", "kind"))


def test_a_missing_table_and_one_in_another_encoding_are_named(tmp_path: Path) -> None:
    with pytest.raises(LanguagePackError, match=r"absent\.tsv: cannot be read"):
        read_table(tmp_path, "absent.tsv", COLUMNS)
    (tmp_path / "words.tsv").write_bytes("word\tkind\torigin\nRübe\tx\town\n".encode("latin-1"))
    with pytest.raises(LanguagePackError, match=r"words\.tsv: not UTF-8 at byte"):
        read_table(tmp_path, "words.tsv", COLUMNS)


def test_toml_is_read_and_broken_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text('name = "Toy"\n[frames]\nplain = ["a", "b"]\n', encoding="utf-8")
    (tmp_path / "bad.toml").write_text("name = \n", encoding="utf-8")
    assert read_toml(tmp_path, "good.toml") == {"name": "Toy", "frames": {"plain": ["a", "b"]}}
    with pytest.raises(LanguagePackError, match=r"bad\.toml: not valid TOML"):
        read_toml(tmp_path, "bad.toml")
