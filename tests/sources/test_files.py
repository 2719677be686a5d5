import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wortlaut.errors import InputError
from wortlaut.sources.files import decode, find_files, read_file

SENTENCE = "„Wir prüfen das“, sagte die Bürgermeisterin von Ostheim – größer wird es nicht.\r\n\r\nSo sei es.\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "windows-1252"),
    ],
)
def test_encodings_are_recognised_and_the_text_is_kept_to_the_letter(codec: str, name: str) -> None:
    assert decode(SENTENCE.encode(codec)) == (SENTENCE, name)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(lambda text: not text.isspace()))
def test_any_utf8_text_comes_back_unaltered(text: str) -> None:
    marked = text.startswith("\ufeff")
    assert decode(("x" + text if marked else text).encode()).text == ("x" + text if marked else text)


@given(st.binary())
def test_any_bytes_are_a_text_or_one_clear_error(data: bytes) -> None:
    # Any other exception than InputError fails the test.
    with contextlib.suppress(InputError):
        assert decode(data).text.strip()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        (b" \n\t\r\n", "nothing but white space"),
        (b"%PDF-1.7 \xe2\xe3", r"binary file \(PDF\): save it as text first"),
        (b"PK\x03\x04\x14\x00", r"binary file \(ZIP, or an office document\)"),
        (b"\x89PNG\r\n\x1a\n", r"binary file \(PNG\)"),
        (b"{\\rtf1\\ansi Guten Tag}", r"binary file \(RTF\)"),
        (b"Guten\x00Tag\x00\x00", "binary file"),
        (b"\x01\x02\x03 Guten Tag", "binary file"),
        ("Хороший день сегодня".encode("cp1251"), "unknown encoding"),
        ("Die Brücke über die Förde ist größer".encode()[:-6] + b"\xc3 er", "damaged UTF-8 at byte"),
        (b"\xff\xfeA", "damaged UTF-16-LE"),
    ],
)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        decode(data)


@pytest.mark.parametrize(
    "page",
    [
        "<!DOCTYPE html>\n<title>Norland</title>",
        "\r\n  <HTML lang=de><body>Guten Tag",
        '<?xml version="1.0"?>\n<!doctype HTML PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN">',
        "<!-- gespeichert -->\n<html>",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_web_page_is_no_text(page: str, codec: str) -> None:
    with pytest.raises(InputError, match=r"looks like a web page \(HTML\); save its text in a file"):
        decode(page.encode(codec))


@pytest.mark.parametrize(
    "text", ["<htmlartig> ist kein Wort.", "Die Seite beginnt mit <html>.", "<!-- html -->\nGut.", "<!---->" * 99]
)
def test_a_text_about_web_pages_is_a_text(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize("name", ["seite.html", "seite.HTM", "seite.xhtml"])
def test_the_ending_tells_a_web_page_too(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<p>Guten Tag.</p>")
    with pytest.raises(InputError, match=f"{name}: looks like a web page"):
        read_file(tmp_path / name)


def test_errors_name_the_file(tmp_path: Path) -> None:
    (tmp_path / "leer.txt").touch()
    with pytest.raises(InputError, match=r"leer\.txt: empty"):
        read_file(tmp_path / "leer.txt")
    with pytest.raises(InputError, match=r"fehlt\.txt: no such file"):
        read_file(tmp_path / "fehlt.txt")
    with pytest.raises(InputError, match="is a folder"):
        read_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "geheim.txt"
    path.write_text(SENTENCE)
    path.chmod(0)
    with pytest.raises(InputError, match=r"geheim\.txt: no permission"):
        read_file(path)


def test_line_ends_of_a_file_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_bytes(SENTENCE.encode())
    assert read_file(path) == SENTENCE


def test_folders_give_their_texts_sorted_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "A/c.TXT", "bild.png", ".versteckt.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    found = find_files(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["A/c.TXT", "a.md", "b.txt"]
    assert not found.problems


def test_a_folder_without_texts_says_which_endings_are_read(tmp_path: Path) -> None:
    found = find_files(tmp_path)
    assert not found.files
    assert [str(problem) for problem in found.problems] == [
        f"{tmp_path}: no text in this folder; files ending in .txt or .md are read"
    ]


def test_a_file_stands_for_itself_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "bericht.text"
    assert find_files(path) == ([path], [])
