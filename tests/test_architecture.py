"""The house keeps its own rules: what `docs/architecture.md` promises and no import contract can check."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import wortlaut
from wortlaut.text.lexicon import read_table

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "wortlaut"
PACKS = [path for path in sorted((PACKAGE / "lang").iterdir()) if path.is_dir() and path.name != "__pycache__"]
MODULES = sorted(PACKAGE.rglob("*.py"))
ENGINE = [path for path in MODULES if not any(pack in path.parents for pack in PACKS)]
PURE = [path for path in ENGINE if path.relative_to(PACKAGE).parts[0] not in {"sources", "testing", "views"}]
NO_WORDS = {"domains.tsv"}  # endings of addresses and files, which stand for themselves in every language
TABLES = sorted(table for pack in PACKS for table in pack.rglob("*.tsv"))
LONGEST_MODULE = 500
SHORTEST_WORD = 2

# Words of the pack's tables that are words of English or of a standard as well, and stand in the engine as such.
SHARED_WORDS = {
    "ab": "an element of TEI",
    "advent": "English, the Sunday that movable holidays are counted from",
    "agenda": "English, a key of the record",
    "an": "English, in messages",
    "auto": "English, a value of a style",
    "de": "the code of the language, in examples of commands and as the default",
    "details": "an element of HTML",
    "do": "English, in messages",
    "dt": "an element of HTML",
    "export": "English, the name of a command",
    "ff": "a part of an address",
    "gen": "the genitive, as a case is abbreviated in every grammar",
    "hand": "English, in names: at hand, first-hand",
    "hr": "an element of HTML",
    "in": "English, in names of rules and in messages",
    "index": "English: the page that lists all pages, and its name on the web",
    "interview": "English, the name of a use of words in the tables",
    "lang": "an attribute of HTML, and the folder of the packs",
    "last": "English, in messages",
    "le": "an order of bytes, in the name of an encoding",
    "mark": "an element of HTML",
    "max": "a shortening of English maximum, in names of options",
    "medium": "English, a key of the record and a column of the cue table",
    "minute": "English, a unit of time",
    "model": "English, in messages about the tagger's model",
    "moment": "English, the name of a class",
    "name": "English, a key, a form of mention and a column",
    "negative": "English, a polarity",
    "news": "English, in messages and the name of an example ledger",
    "no": "English, in messages",
    "option": "English, in messages and names of parameters",
    "organisation": "English, a kind of actor",
    "passage": "English, a column: what a search finds as one",
    "person": "English, a kind of actor",
    "plan": "English, in the name of a rule",
    "position": "English, a column: the place of an entry in its record",
    "positive": "English, a polarity",
    "posting": "schema.org: a kind of article",
    "red": "a colour of the terminal",
    "rights": "English, in messages",
    "so": "Unicode: the category of pictures",
    "span": "an element of HTML",
    "statement": "English, a key of the record and a word of messages",
    "tab": "English, in messages about formats",
    "tag": "English, a key of the examples: the part of speech",
    "tags": "English, in messages: parts of speech",
    "tei": "the name of a format",
    "these": "English, in messages",
    "version": "English, a key of the record",
    "wal": "the write-ahead log of SQLite, in the ending of a file's name",
    "was": "English, in messages",
    "wortlaut": "the name of the package and of the command",
}


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def string_literals(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a module with its line; docstrings are for people and may quote German."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def words_of(text: str) -> set[str]:
    """The words of a literal, also of a regular expression; tags such as ART and classes such as [A-Z] are no words."""
    plain = re.sub(r"\\[A-Za-z]|\[[^\]]*\]", " ", text)
    return {word.lower() for word in re.findall(r"[^\W\d_]+", plain) if not word.isupper()}


def table_words(table: Path) -> set[str]:
    """The words of a table's first column, which is what the table is about."""
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {word for line in lines[1:] for word in words_of(line.split("\t")[0]) if len(word) >= SHORTEST_WORD}


@pytest.fixture(scope="module")
def pack_words() -> set[str]:
    return {word for table in TABLES if table.name not in NO_WORDS for word in table_words(table)}


def test_there_is_a_pack_with_tables() -> None:
    assert PACKS
    assert TABLES


@pytest.mark.parametrize("path", ENGINE, ids=name_of)
def test_no_word_of_a_language_stands_in_the_engine(path: Path, pack_words: set[str]) -> None:
    found = [
        f"{name_of(path)}:{line}: {word!r} in {literal!r}"
        for line, literal in string_literals(path)
        for word in sorted(words_of(literal))
        if word in pack_words - SHARED_WORDS.keys() or set(word) & set("äöüß")
    ]
    assert found == []


def test_every_shared_word_is_still_shared(pack_words: set[str]) -> None:
    used = {word for path in ENGINE for _, literal in string_literals(path) for word in words_of(literal)}
    assert set(SHARED_WORDS) <= pack_words & used


@pytest.mark.parametrize("path", PURE, ids=name_of)
def test_reading_asks_no_clock_and_changes_no_global(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    clocks = [n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr in {"now", "today", "utcnow"}]
    globals_changed = [name for n in ast.walk(tree) if isinstance(n, ast.Global) for name in n.names]
    outside = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in {"input", "open", "print"}]
    assert (clocks, globals_changed, outside) == ([], [], [])


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_every_table_reads_and_every_row_has_an_origin(table: Path) -> None:
    header = next(line for line in table.read_text(encoding="utf-8").splitlines() if line and line[0] != "#")
    assert read_table(table.parent, table.name, header.split("\t"), unique=False)


def test_the_documentation_and_the_package_agree_on_what_is_public() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    named = {name for page in pages for name in re.findall(r"\bwortlaut\.([A-Za-z]\w*)", page.read_text("utf-8"))}
    modules = {name for name in named if importlib.util.find_spec(f"wortlaut.{name}")}
    assert named - modules == set(wortlaut.__all__) - {"__version__"}
