import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import wortlaut
from wortlaut.model import Record
from wortlaut.sources.actors import read_actors
from wortlaut.views.cli import cli
from wortlaut.views.terminal import show_actors, show_times
from wortlaut.views.timeml import write_timeml

REPORT = (
    "„Wir haben keine Truppen verlegt“, sagte Außenministerin Kara Bell am Dienstag in Nordhafen."
    "\n\nDie Regierung von Sudavien forderte, dass die Brücke wieder geöffnet wird.\n"
)
QUIET = "Am Montag regnete es in Ostheim.\n"
TIMELESS = "Es regnet in Ostheim.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def report(folder: Path) -> Path:
    path = folder / "bericht.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def actors_file(folder: Path) -> Path:
    path = folder / "actors.csv"
    path.write_text("name,kind,country\nKara Bell,person,XNO\n", encoding="utf-8")
    return path


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    """Run the command line; an exception that would be a traceback fails the test."""
    result = CliRunner().invoke(cli, [str(a) for a in arguments], input=stdin, prog_name="wortlaut")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def run_process(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in a process of its own, with nobody at the terminal."""
    command = [sys.executable, "-m", "wortlaut", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, env=os.environ | environment, check=False)


def walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a command, with how it is called."""
    yield path, command
    if isinstance(command, click.Group):
        for name, child in command.commands.items():
            yield from walk(child, (*path, name))


COMMANDS = dict(walk(cli))


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "wortlaut")
def test_every_command_and_option_is_documented(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert command.help
    assert "Examples:\n    wortlaut " in result.output
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.name} has no help"
        else:
            assert (parameter.metavar or "").rstrip(".") in (command.help or ""), f"{parameter.name} is not explained"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom wortlaut.views.cli import cli\ncli(['read', '--help'], standalone_mode=False)\n"
        "print(sorted({'rich', 'HanTa', 'wortlaut.pipeline', 'wortlaut.lang'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert result.stdout.endswith("[]\n")


def test_version_is_shown() -> None:
    assert run("--version").output == f"wortlaut {wortlaut.__version__}\n"


def test_read_shows_a_table(report: Path) -> None:
    result = run("read", "bericht.txt", "--date", "2024-03-05")
    assert result.exit_code == 0
    assert result.stdout.startswith("bericht.txt · 2024-03-05 · ")
    assert "Kara Bell" in result.stdout
    assert "„Wir haben keine Truppen verlegt“" in result.stdout
    assert result.stderr == ""


def test_read_marks_the_text(report: Path) -> None:
    result = run("read", report, "--format", "text")
    assert re.search(r"⟦1 .*Kara Bell[^:]*: „Wir haben keine Truppen verlegt“⟧", result.stdout)
    assert re.sub(r"⟦[^ ]+ (?:[^:⟧]+: )?|⟧", "", result.stdout) == REPORT


def test_marked_text_stays_clean_and_its_issues_are_named_beside_it(report: Path, folder: Path) -> None:
    foreign = "The minister said on Monday that the bridge would remain closed until the end of the week.\n" * 3
    (folder / "fremd.txt").write_text(foreign, encoding="utf-8")
    result = run("read", "fremd.txt", "bericht.txt", "--format", "text")
    assert result.exit_code == 0
    assert re.sub(r"⟦[^ ]+ (?:[^:⟧]+: )?|⟧", "", result.stdout) == f"{foreign}\n{REPORT}"
    assert re.fullmatch(r"wortlaut: fremd\.txt:1:1: does not look like German.*\n", result.stderr)
    assert run("read", "fremd.txt", "--format", "text", "-o", "aus.txt").stderr == result.stderr
    piped = run("read", "-", "--format", "text", stdin="Er rief: „Halt!\nSie ging.\n".encode())
    assert piped.stderr == "wortlaut: standard input:1:10: quotation mark without a partner\n"


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "html"])
def test_other_formats_hold_the_issues_themselves(form: str) -> None:
    result = run("read", "-", "--format", form, stdin="Er rief: „Halt!\n".encode())
    assert "quotation mark without a partner" in result.stdout
    assert result.stderr == ""


def test_read_gives_the_record_as_json(report: Path) -> None:
    result = run("read", "bericht.txt", "--format", "json", "--date", "2024-03", "--title", "Ein Titel")
    expected = wortlaut.read(REPORT, published="2024-03", title="Ein Titel", source="bericht.txt")
    assert json.loads(result.stdout_bytes) == expected.to_dict()


def test_several_reports_make_an_array_or_one_line_each(report: Path, folder: Path) -> None:
    (folder / "regen.md").write_text(QUIET, encoding="utf-8")
    array = json.loads(run("read", ".", "--format", "json").stdout)
    assert [record["document"]["source"] for record in array] == ["bericht.txt", "regen.md"]
    lines = run("read", "regen.md", report, "regen.md", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["document"]["source"] for line in lines] == ["regen.md", report.as_posix()]
    (folder / "regen.md").unlink()
    assert len(json.loads(run("read", ".", "--format", "json").stdout)) == 1


def test_several_tables_are_set_apart(report: Path, folder: Path) -> None:
    (folder / "regen.md").write_text(QUIET, encoding="utf-8")
    assert "\n\nregen.md · no date · no statements\n" in run("read", ".").stdout


def test_read_writes_a_page(report: Path, folder: Path) -> None:
    assert run("read", report, "--format", "html").stdout.startswith("<!DOCTYPE html>")
    result = run("read", report, "--format", "html", "-o", "seite.html")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "<mark" in (folder / "seite.html").read_text(encoding="utf-8")


def test_several_pages_go_into_a_folder_with_an_index(report: Path, folder: Path) -> None:
    (folder / "alt").mkdir()
    (folder / "alt" / "bericht.txt").write_text(QUIET, encoding="utf-8")
    assert run("read", ".", "--format", "html", "--output", "seiten/neu").exit_code == 0
    pages = folder / "seiten" / "neu"
    assert sorted(path.name for path in pages.iterdir()) == ["bericht-2.html", "bericht.html", "index.html"]
    assert re.findall('href="(.*?)"', (pages / "index.html").read_text(encoding="utf-8")) == [
        "bericht.html",
        "bericht-2.html",
    ]


def test_output_goes_into_a_file_without_colour(report: Path, folder: Path) -> None:
    shown = run("read", "bericht.txt").stdout
    assert run("read", "bericht.txt", "-o", "tabelle.txt").stdout == ""
    assert (folder / "tabelle.txt").read_text(encoding="utf-8") == shown


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_standard_input_is_read_as_bytes(codec: str) -> None:
    result = run("read", "-", "--format", "json", stdin=REPORT.encode(codec))
    assert json.loads(result.stdout) == wortlaut.read(REPORT).to_dict()


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("leer.txt", b"", "empty; choose a file with text"),
        ("weiss.txt", b" \n", "nothing but white space"),
        ("bild.png", b"\x89PNG\r\n\x1a\n\x00", "looks like a binary file (PNG): save it as text first"),
        ("kyrillisch.txt", "Хороший день".encode("cp1251"), "unknown encoding"),
        ("seite.html", b"<p>Guten Tag", "looks like a web page (HTML); save its text in a file"),
        ("seite.txt", b"<!doctype html>", "looks like a web page (HTML); save its text in a file"),
    ],
)
def test_a_file_that_is_no_text_gives_one_clear_line(folder: Path, name: str, data: bytes, problem: str) -> None:
    (folder / name).write_bytes(data)
    result = run("read", name)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"wortlaut: {name}: {problem}")
    assert result.stderr.count("\n") == 1
    assert run("explain", name, "1").stderr == result.stderr


def test_missing_files_empty_folders_and_empty_input_give_one_clear_line(folder: Path) -> None:
    assert run("read", "fehlt.txt").stderr == "wortlaut: fehlt.txt: no such file or folder; check the path\n"
    (folder / "leer").mkdir()
    result = run("read", "leer")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "wortlaut: leer: no text in this folder; files ending in .txt or .md are read\n"
    assert run("read", "-", stdin=b"").stderr.startswith("wortlaut: standard input: empty")


def test_one_bad_file_does_not_stop_the_others(report: Path, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"\x00\x01")
    (folder / "z.txt").touch()
    result = run("read", ".", "fehlt.txt", "--format", "jsonl")
    assert result.exit_code == 1
    assert [json.loads(line)["document"]["source"] for line in result.stdout.splitlines()] == ["bericht.txt"]
    assert {line.split(": ")[1] for line in result.stderr.splitlines()} == {"a.txt", "z.txt", "fehlt.txt"}


def test_an_array_of_nothing_is_still_json(folder: Path) -> None:
    result = run("read", "fehlt.txt", "auch.txt", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (1, [])


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["read"], "Missing argument"),
        (["read", "bericht.txt", "--date", "gestern"], "'gestern' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY"),
        (["read", "bericht.txt", "--date", "2023-02-30"], "no day of the calendar"),
        (["read", "bericht.txt", "--format", "pdf"], "Invalid value for '--format'"),
        (["read", "bericht.txt", "bericht.txt", "--title", "Titel"], "--title goes with one file"),
        (["read", ".", "--format", "html"], "add --output FOLDER"),
        (["read", "bericht.txt", "-o", "bericht.txt"], "is one of the files to read"),
        (["read", "bericht.txt", "-o", "keine/da.txt"], "cannot be written"),
        (["read", "bericht.txt", ".", "--format", "html", "-o", "bericht.txt"], "cannot be written"),
        (["read", "bericht.txt", "--language", "xx"], "xx"),
        (["explain", "bericht.txt", "99"], "bericht.txt: no statement '99'; they are numbered 1 to 2"),
        (["explain", "bericht.txt"], "name an ENTRY of the FILE, or a ledger with --ledger or in WORTLAUT_LEDGER"),
        (["read", ""], "the name is empty; if it came from a variable of the shell, that one is not set"),
        (["read", "bericht.txt", ""], "the name is empty"),
        (["read", ".", "--format", "html", "-o", ""], "the name is empty"),
        (["explain", "", "1"], "the name is empty"),
        (["read", "http://example.org/x/y"], "addresses are not fetched; save the text in a file"),
        (["read", "https://example.org//x"], "curl -s https://example.org//x | wortlaut read -"),
        (["explain", "https://example.org/x", "1"], "addresses are not fetched"),
        (["times"], "Missing argument"),
        (["times", "bericht.txt", "--date", "gestern"], "'gestern' is not a date"),
        (["times", "bericht.txt", "--format", "html"], "Invalid value for '--format'"),
        (["times", "bericht.txt", "bericht.txt", "--title", "Titel"], "--title goes with one file"),
        (["times", ".", "--format", "timeml"], "timeml for several reports needs a folder: add --output FOLDER"),
        (["times", "bericht.txt", "-o", "bericht.txt"], "is one of the files to read"),
        (["times", ".", "--format", "timeml", "-o", "bericht.txt"], "cannot be written"),
        (["times", "bericht.txt", "--language", "xx"], "xx"),
        (["times", "https://example.org/x"], "curl -s https://example.org/x | wortlaut times -"),
        (["actors"], "name reports, or a ledger with --ledger or in WORTLAUT_LEDGER"),
        (["actors", "bericht.txt", "--name", "Bell"], "--name goes with a ledger, not with reports"),
        (["actors", "bericht.txt", "--ledger", "news.db"], "--ledger goes with a ledger, not with reports"),
        (["actors", "bericht.txt", "--format", "csv"], "--format csv: lists of reports are written as table"),
        (["agenda", "--ledger", "news.db", "--date", "2024"], "--date goes with reports, not with a ledger"),
        (["agenda", "--ledger", "news.db", "--format", "jsonl"], "--format jsonl: lists of a ledger are written as"),
        (["agenda", "--ledger", "news.db"], "news.db: no ledger there"),
        (["actors", "bericht.txt", "--format", "html"], "Invalid value for '--format'"),
        (["actors", "bericht.txt", "-o", "bericht.txt"], "is one of the files to read"),
        (["actors", "https://example.org/x"], "curl -s https://example.org/x | wortlaut actors -"),
        (["actors", "bericht.txt", "--actors", "fehlt.toml"], "wortlaut: fehlt.toml: cannot be read"),
        (["read", "bericht.txt", "--actors", "bericht.txt"], "bericht.txt: ends in neither .toml nor .csv"),
        (["read", "bericht.txt", "--actors", ""], "the name is empty"),
        (["explain", "bericht.txt", "1", "--actors", "fehlt.csv"], "wortlaut: fehlt.csv: cannot be read"),
        (["explain", "bericht.txt", "t99"], "bericht.txt: no time"),
        (["examples", "xx"], "xx"),
        (["examples", "de", "--stage", "nirgends"], "nirgends"),
    ],
)
def test_wrong_usage_is_explained(report: Path, arguments: list[str], problem: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert problem in " ".join(result.stderr.split())
    assert report.read_text(encoding="utf-8") == REPORT


def test_explain_takes_number_id_and_beginning_of_id(report: Path) -> None:
    record = wortlaut.read(REPORT, published="2024-03-05", source=report.as_posix())
    first = record.statements[0]
    shown = run("explain", report, "1", "--date", "2024-03-05")
    assert shown.exit_code == 0
    assert "„Wir haben keine Truppen verlegt“" in shown.stdout
    assert f"Rules: {', '.join(first.rules)}" in shown.stdout
    assert len(shown.stdout.splitlines()) > 3
    for wanted in (first.id, first.id[:10]):
        assert run("explain", report, wanted, "--date", "2024-03-05").stdout == shown.stdout


def test_explain_says_when_there_is_nothing_to_explain() -> None:
    result = run("explain", "-", "1", stdin=QUIET.encode())
    assert result.exit_code == 2
    assert result.stderr == "wortlaut: standard input: no statement was found in this text\n"


def test_explain_says_when_there_is_no_time_to_explain() -> None:
    result = run("explain", "-", "t1", stdin=TIMELESS.encode())
    assert result.exit_code == 2
    assert result.stderr == "wortlaut: standard input: no time was found in this text\n"


def test_times_are_shown_as_a_table(report: Path, folder: Path) -> None:
    result = run("times", "bericht.txt", "--date", "2024-03-05")
    record = wortlaut.read(REPORT, published="2024-03-05", source="bericht.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (0, show_times(record), "")
    assert run("times", "bericht.txt", "--date", "2024-03-05", "-o", "zeiten.txt").stdout == ""
    assert (folder / "zeiten.txt").read_text(encoding="utf-8") == result.stdout


def test_times_as_json_are_parts_of_the_record(report: Path, folder: Path) -> None:
    (folder / "regen.md").write_text(QUIET, encoding="utf-8")
    one, other = (
        {"document": whole["document"], "times": whole["times"]}
        for whole in (
            wortlaut.read(text, published="2024-03", source=name).to_dict()
            for text, name in ((REPORT, "bericht.txt"), (QUIET, "regen.md"))
        )
    )
    assert json.loads(run("times", "bericht.txt", "--date", "2024-03", "--format", "json").stdout) == one
    assert json.loads(run("times", ".", "--date", "2024-03", "--format", "json").stdout) == [one, other]
    lines = run("times", ".", "--date", "2024-03", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [one, other]


def test_times_as_timeml_go_to_the_terminal_or_a_file(report: Path, folder: Path) -> None:
    expected = write_timeml(wortlaut.read(REPORT, published="2024-03", title="Ein Titel", source="bericht.txt"))
    arguments = ("times", "bericht.txt", "--date", "2024-03", "--title", "Ein Titel", "--format", "timeml")
    assert run(*arguments).stdout == expected
    assert run(*arguments, "-o", "bericht.tml").stdout == ""
    assert (folder / "bericht.tml").read_bytes() == expected.encode("utf-8")


def test_several_reports_make_a_folder_of_timeml(report: Path, folder: Path) -> None:
    (folder / "alt").mkdir()
    (folder / "alt" / "bericht.txt").write_text(QUIET, encoding="utf-8")
    assert run("times", ".", "--format", "timeml", "--output", "marked/new").exit_code == 0
    marked = folder / "marked" / "new"
    assert sorted(path.name for path in marked.iterdir()) == ["bericht-2.tml", "bericht.tml"]
    assert "Ostheim" in (marked / "bericht.tml").read_text(encoding="utf-8")
    assert "Kara Bell" in (marked / "bericht-2.tml").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["json", "jsonl", "timeml"])
def test_issues_that_a_list_of_times_does_not_hold_are_named_beside_it(form: str) -> None:
    text = "Er rief: „Halt!\n".encode()
    problem = "1:10: quotation mark without a partner\n"
    assert run("times", "-", "--format", form, stdin=text).stderr == f"wortlaut: standard input:{problem}"
    table = run("times", "-", stdin=text)
    assert table.stderr == ""
    assert table.stdout.endswith(problem.replace(": ", "  "))


def test_times_of_what_cannot_be_read_are_told_as_by_read(report: Path, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"\x00\x01")
    arguments = (".", "fehlt.txt", "--format", "jsonl")
    result = run("times", *arguments)
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)
    assert result.stderr == run("read", *arguments).stderr


def test_actors_are_shown_as_a_table(report: Path, folder: Path) -> None:
    result = run("actors", "bericht.txt", "--date", "2024-03-05")
    record = wortlaut.read(REPORT, published="2024-03-05", source="bericht.txt")
    assert (result.exit_code, result.stdout, result.stderr) == (0, show_actors(record), "")
    assert "Kara Bell" in result.stdout
    assert run("actors", "bericht.txt", "--date", "2024-03-05", "-o", "wer.txt").stdout == ""
    assert (folder / "wer.txt").read_text(encoding="utf-8") == result.stdout


def test_actors_as_json_are_parts_of_the_record(report: Path, folder: Path) -> None:
    (folder / "regen.md").write_text(QUIET, encoding="utf-8")
    one, other = (
        {key: whole[key] for key in ("document", "actors", "mentions")}
        for whole in (
            wortlaut.read(text, published="2024-03", source=name).to_dict()
            for text, name in ((REPORT, "bericht.txt"), (QUIET, "regen.md"))
        )
    )
    assert json.loads(run("actors", "bericht.txt", "--date", "2024-03", "--format", "json").stdout) == one
    assert json.loads(run("actors", ".", "--date", "2024-03", "--format", "json").stdout) == [one, other]
    lines = run("actors", ".", "--date", "2024-03", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == [one, other]


def test_a_list_of_actors_goes_with_every_command_that_names_them(report: Path, actors_file: Path) -> None:
    known = read_actors(actors_file)
    record = wortlaut.read(REPORT, source="bericht.txt", actors=known)
    assert json.loads(run("read", "bericht.txt", "--actors", "actors.csv", "--format", "json").stdout) == (
        record.to_dict()
    )
    shown = run("actors", "bericht.txt", "--actors", "actors.csv").stdout
    assert shown == show_actors(record)
    assert " XNO " in shown
    explained = run("explain", "bericht.txt", record.statements[0].id, "--actors", "actors.csv")
    assert explained.exit_code == 0
    assert record.statements[0].id in explained.stdout


@pytest.mark.parametrize("command", [["read", "."], ["actors", "."], ["explain", "bericht.txt", "1"]])
def test_a_broken_list_of_actors_stops_before_any_report_is_read(
    report: Path, actors_file: Path, command: list[str]
) -> None:
    actors_file.write_text("name,country\nKara Bell,XNO\nIlian Dorek,Sudavien\n", encoding="utf-8")
    result = run(*command, "--actors", "actors.csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "wortlaut: actors.csv:3: country: 'Sudavien' is none; write three capital letters of ISO 3166-1: DEU\n"
    )


def test_a_list_of_actors_is_not_written_over(report: Path, actors_file: Path) -> None:
    before = actors_file.read_bytes()
    result = run("actors", "bericht.txt", "--actors", "actors.csv", "-o", "actors.csv")
    assert result.exit_code == 2
    assert "actors.csv is one of the files to read" in result.stderr
    assert actors_file.read_bytes() == before


def test_examples_of_one_stage_are_run() -> None:
    result = run("examples", "de", "--stage", "attribution")
    assert re.search(r"^\d+ hold, \d+ fail\n\Z", result.stdout, re.MULTILINE)
    assert result.exit_code == (0 if result.stdout.endswith(", 0 fail\n") else 1)


def test_the_process_exits_as_its_input_was(report: Path) -> None:
    good = run_process("read", "bericht.txt", "--format", "json", PYTHONIOENCODING="utf-8")
    assert (good.returncode, good.stderr) == (0, b"")
    bad = run_process("read", "fehlt.txt")
    assert bad.returncode == 1
    assert bad.stderr.decode().splitlines() == ["wortlaut: fehlt.txt: no such file or folder; check the path"]
    assert run_process("read").returncode == 2


@pytest.mark.parametrize("files", [["bericht.txt"], ["bericht.txt", "regen.txt", "bericht.txt"]], ids=len)
@pytest.mark.parametrize("form", ["table", "text", "jsonl"])
def test_a_reader_that_has_seen_enough_is_no_failure(report: Path, folder: Path, files: list[str], form: str) -> None:
    (folder / "regen.txt").write_text(QUIET, encoding="utf-8")
    command = [sys.executable, "-m", "wortlaut", "read", *files, "--format", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a POSIX shell does")
@pytest.mark.parametrize(
    ("command", "code", "shown", "problem"),
    [
        ("read - <&-", 2, "", "standard input is closed; name a file, or pipe a text in"),
        ("explain - 1 <&-", 2, "", "standard input is closed; name a file, or pipe a text in"),
        ("read bericht.txt >&-", 1, "", "standard output is closed; send it to a file or a program"),
        ("read - >&- <bericht.txt", 1, "", "standard output is closed; send it to a file or a program"),
        ("explain bericht.txt 1 >&-", 1, "", "standard output is closed; send it to a file or a program"),
        ("examples de --stage segment >&-", 1, "", "standard output is closed; send it to a file or a program"),
        ("times - <&-", 2, "", "standard input is closed; name a file, or pipe a text in"),
        ("actors bericht.txt >&-", 1, "", "standard output is closed; send it to a file or a program"),
        ("times bericht.txt >&-", 1, "", "standard output is closed; send it to a file or a program"),
        ("read bericht.txt -o tabelle.txt <&- >&-", 0, "", ""),
        ("read fehlt.txt auch.txt --format json 2>&-", 1, "[]\n", ""),
    ],
)
def test_closed_streams_are_named(report: Path, command: str, code: int, shown: str, problem: str) -> None:
    shell = ["sh", "-c", f'"$0" -m wortlaut {command}', sys.executable]
    result = subprocess.run(shell, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (code, shown)
    assert result.stderr == (f"wortlaut: {problem}\n" if problem else "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_named(report: Path) -> None:
    problem = b"cannot be written (No space left on device); choose another --output\n"
    result = run_process("read", "bericht.txt", "-o", "/dev/full")
    assert (result.returncode, result.stderr) == (2, b"wortlaut: /dev/full: " + problem)
    command = [sys.executable, "-m", "wortlaut", "read", "bericht.txt"]
    with open("/dev/full", "wb") as full:
        to_full = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (to_full.returncode, to_full.stderr) == (2, b"wortlaut: standard output: " + problem)


@pytest.mark.parametrize("form", ["table", "text"])
def test_a_terminal_that_cannot_write_a_sign_shows_an_escape(report: Path, form: str) -> None:
    result = run_process("read", "bericht.txt", "--format", form, PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"\\u201eWir haben keine Truppen verlegt\\u201c" in result.stdout
    assert run_process("read", "--help", PYTHONIOENCODING="ascii").returncode == 0


def test_json_is_utf8_whatever_the_terminal(report: Path) -> None:
    result = run_process("read", "bericht.txt", "--format", "json", "--title", "Größe", PYTHONIOENCODING="ascii")
    assert json.loads(result.stdout.decode("utf-8"))["document"]["title"] == "Größe"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not take such names")
def test_file_names_that_are_not_utf8_are_read_and_printed(folder: Path) -> None:
    name = os.fsdecode(b"gr\xf6\xdfe.txt")
    Path(name).write_text(REPORT, encoding="utf-8")
    os.mkdir(os.fsdecode(b"l\xe4re"))
    for form in ("table", "json", "html"):
        result = run_process("read", name, "--format", form)
        assert (result.returncode, result.stderr) == (0, b"")
    assert run_process("read", ".", "--format", "html", "-o", "seiten").returncode == 0
    assert b"wortlaut: l\\udce4re: no text in this folder" in run_process("read", os.fsdecode(b"l\xe4re")).stderr


@pytest.fixture
def reads_eventful(eventful: Record, monkeypatch: pytest.MonkeyPatch) -> Record:
    """Whatever is read, this is the record of it."""
    monkeypatch.setattr(wortlaut, "read", lambda text, **_: eventful)
    return eventful


def test_agenda_shows_a_table_and_gives_json(report: Path, reads_eventful: Record) -> None:
    table = run("agenda", "bericht.txt", "--date", "2024-03-05")
    assert table.exit_code == 0
    assert "3 agenda entries" in table.stdout
    whole = reads_eventful.to_dict()
    part = {key: whole[key] for key in ("document", "actors", "agenda")}
    assert json.loads(run("agenda", report, "--format", "json").stdout) == part
    assert json.loads(run("agenda", report, "--format", "jsonl").stdout) == part


def test_agenda_gives_one_calendar_of_all_reports(report: Path, folder: Path, reads_eventful: Record) -> None:
    (folder / "regen.md").write_text(QUIET, encoding="utf-8")
    result = run("agenda", ".", "--format", "ics", "-o", "due.ics")
    assert result.exit_code == 0
    assert result.stdout == ""
    written = (folder / "due.ics").read_bytes()
    assert written.count(b"BEGIN:VCALENDAR\r\n") == 1
    assert written.count(b"BEGIN:VEVENT\r\n") == 2
    assert written.count(b"BEGIN:VTODO\r\n") == 1
    assert run("agenda", ".", "--format", "ics").stdout_bytes == written


def test_events_go_out_as_plover_and_cameo(report: Path, folder: Path, reads_eventful: Record) -> None:
    plover = run("read", report, "--format", "plover")
    assert [json.loads(line)["event"] for line in plover.stdout.splitlines()] == [
        ["MOBILIZE"],
        ["REQUEST"],
        ["COERCE"],
        ["CONSULT"],
    ]
    assert plover.stderr == "wortlaut: bericht.txt:5:103: a <sign> that the reader does not know\n".replace(
        "bericht.txt", report.as_posix()
    )
    (folder / "regen.md").write_text(QUIET, encoding="utf-8")
    cameo = run("read", report, "regen.md", "--format", "cameo")
    assert cameo.exit_code == 0
    lines = cameo.stdout.splitlines()
    assert len(lines) == 10
    assert {line.count("\t") for line in lines} == {11}
    assert cameo.stderr.count("1 event is left out") == 2


def test_other_formats_leave_nothing_out(report: Path, reads_eventful: Record) -> None:
    for form in ("table", "json", "html"):
        assert run("read", report, "--format", form).stderr == ""


def test_calendars_load_nothing_that_only_tables_need() -> None:
    code = (
        "import sys\nfrom wortlaut.views.calendar import write_calendar\n"
        "print(sorted({'rich', 'icalendar'} & set(sys.modules)))\nwrite_calendar([])\n"
        "print(sorted({'rich', 'icalendar'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert result.stdout.splitlines() == ["[]", "['icalendar']"]
