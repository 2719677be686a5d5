"""What the pages of the project say is so: links, commands, examples, versions and figures."""

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from eval import deadlines, happenings, happenings_set, resolution
from wortlaut.model import Actor, Document, Hop, Issue, Mention, Reader, Record, Statement
from wortlaut.testing import parse_examples, run_example
from wortlaut.version import VERSION
from wortlaut.views.cli import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PACKAGE = ROOT / "src" / "wortlaut"
PACK = PACKAGE / "lang" / "de"
# They mark a folder as a package and say in one line what is in it.
SILENT_MODULES = {f"{folder}/__init__.py" for folder in ("extract", "grammar", "lang", "sources", "text", "views")}
SILENT_MODULES |= {f"lang/de/{folder}__init__.py" for folder in ("", "clauses/", "morphology/")}

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def is_command(words: str) -> bool:
    """Whether a target of the Makefile, a module of the checkout or the command line answers to it."""
    match words.split():
        case ["make", target, *_]:
            return target in make_targets()
        case ["python", "-m", module, *_]:
            path = ROOT / module.replace(".", "/")
            return path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()
        case ["wortlaut", command, *_]:
            return command in cli.commands
    return False


@each_page
def test_links_to_files_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@each_page
def test_make_targets_that_are_named_exist(page: Path) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", page.read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= make_targets()


@each_page
def test_commands_and_options_that_are_named_exist(page: Path) -> None:
    for name, rest in re.findall(r"(?:`|^)wortlaut ([a-z]+)([^`\n#]*)", page.read_text(encoding="utf-8"), re.MULTILINE):
        options = {option for parameter in cli.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= options


@each_page
def test_modules_that_are_run_exist(page: Path) -> None:
    named = re.findall(r"python -m (?:eval|bench)[.\w]*", page.read_text(encoding="utf-8"))
    assert [command for command in named if not is_command(command.rstrip("."))] == []


@each_page
def test_tests_that_are_named_exist(page: Path) -> None:
    for name, test in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page.read_text(encoding="utf-8")):
        assert (ROOT / name).is_file(), name
        assert not test or f"def {test}(" in (ROOT / name).read_text(encoding="utf-8"), test


@each_page
def test_examples_that_are_shown_hold(page: Path) -> None:
    shown = [block for block in blocks(page) if block.startswith("=== ")]
    examples = [example for block in shown for example in parse_examples(block, page, "de")]
    failures = [failure for example in examples if (failure := run_example(example))]
    assert failures == [], "\n".join(map(str, failures))


@each_page
def test_rows_of_tables_that_are_shown_stand_in_the_tables(page: Path) -> None:
    shown = [line for block in blocks(page) if "\t" in block for line in block.splitlines()]
    rows = {line for table in PACK.rglob("*.tsv") for line in table.read_text(encoding="utf-8").splitlines()}
    assert [line for line in shown if line not in rows] == []


def test_every_code_of_the_cue_table_is_explained() -> None:
    rows = [row.split("\t") for row in (PACK / "attribution" / "cues.tsv").read_text(encoding="utf-8").splitlines()]
    used = {
        re.sub(":.*", ":PREPOSITION", code)
        for row in rows
        if len(row) == 8 and row[0] != "lemma"
        for code in (row[1], *row[3:5], *row[5].split())
    }
    explained = set(re.findall(r"`([^`\n]+)`", (ROOT / "docs" / "adding-a-cue.md").read_text(encoding="utf-8")))
    assert used <= explained


def test_every_field_of_the_record_is_explained() -> None:
    kinds = (Document, Actor, Mention, Statement, Hop, Issue, Reader)
    fields = {field.name for kind in kinds for field in dataclasses.fields(kind)} - {"text"}
    record = Record(Document("", "de"), Reader("0", "de", "0")).to_dict()
    explained = set(re.findall(r"\w+", (ROOT / "docs" / "record.md").read_text(encoding="utf-8")))
    assert {*fields, *record, *record["document"], "claims"} <= explained


def test_every_module_stands_in_the_code_map() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))
    modules = {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py")}
    assert named == {name.removesuffix("/__init__.py") for name in modules if name not in SILENT_MODULES}


def test_every_command_is_shown_in_the_readme() -> None:
    assert set(cli.commands) == set(re.findall(r"^wortlaut ([a-z]+)", README, re.MULTILINE))


def test_the_readme_example_runs_in_python() -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    done = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.startswith("Indirect ")


def test_output_and_figures_stand_between_marks_that_name_their_command() -> None:
    marks = re.findall(r"<!-- (/?)(output|figures)(?:: (.+?))? -->", README)
    opened, closed = marks[::2], marks[1::2]
    assert opened
    assert [(kind, slash) for slash, kind, _ in opened] == [(kind, "") for _, kind, _ in closed]
    assert all(slash and not command for slash, _, command in closed)
    assert [command for _, _, command in opened if not is_command(command)] == []


def test_the_output_of_the_demo_is_what_it_prints_today() -> None:
    (shown,) = re.findall(r"<!-- output: make demo -->\n```\n(.*?)```\n<!-- /output -->", README, re.DOTALL)
    (command,) = re.findall(r"^\t@\$\(BIN\)/(wortlaut read .+)$", MAKEFILE, re.MULTILINE)
    piped = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    done = subprocess.run(
        [sys.executable, "-m", *command.split()], cwd=ROOT, env=piped, capture_output=True, encoding="utf-8", check=True
    )
    assert shown == done.stdout


def test_the_figures_of_deadlines_are_those_of_today() -> None:
    (shown,) = re.findall(r"<!-- figures: python -m eval.deadlines -->\n```\n(.*?)\n```\n", README, re.DOTALL)
    assert shown == deadlines.show_verdicts(deadlines.measure(deadlines.load_entries(deadlines.SENTENCES)))


def test_the_figures_of_resolution_are_those_of_today() -> None:
    (shown,) = re.findall(r"<!-- figures: python -m eval.resolution -->\n```\n(.*?)\n```\n", README, re.DOTALL)
    halves = [resolution.load_reports(path) for path in resolution.REPORTS]
    assert shown == "\n\n".join(resolution.show_verdicts(h.half, resolution.measure(h)) for h in halves)


def test_the_figures_of_events_and_agenda_are_those_of_today() -> None:
    (shown,) = re.findall(r"<!-- figures: python -m eval.happenings -->\n```\n(.*?)\n```\n", README, re.DOTALL)
    halves = [happenings_set.load_reports(path) for path in happenings_set.REPORTS]
    assert shown == "\n\n".join(happenings.show_verdicts(h.half, happenings.measure(h)) for h in halves)


def test_the_version_stands_in_the_changelog() -> None:
    assert f"## [{VERSION}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_example_report_is_the_one_that_make_demo_reads() -> None:
    named = re.findall(r"examples/\S+\.txt", MAKEFILE)
    assert named
    assert all((ROOT / name).is_file() for name in named)


def test_ci_runs_what_contributors_run() -> None:
    runner = ROOT / ".ci" / "run"
    assert runner.stat().st_mode & 0o100
    assert runner.read_text(encoding="utf-8").splitlines()[-1] == "make test"
