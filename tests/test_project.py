"""What the pages of the project say is so: links, commands, versions and figures."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from wortlaut.views.cli import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def make_targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def blocks(page: str) -> list[str]:
    return re.findall(r"^```\w*\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


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
    assert {command.removeprefix("make ").split()[0] for _, _, command in opened} <= make_targets()


def test_outputs_and_figures_are_filled_in() -> None:
    assert "(the output of" not in README


def test_the_version_stands_in_the_changelog() -> None:
    assert f"## [{PROJECT['version']}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_example_report_is_the_one_that_make_demo_reads() -> None:
    named = re.findall(r"examples/\S+\.txt", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert named
    assert all((ROOT / name).is_file() for name in named)


def test_ci_runs_what_contributors_run() -> None:
    runner = ROOT / ".ci" / "run"
    assert runner.stat().st_mode & 0o100
    assert runner.read_text(encoding="utf-8").splitlines()[-1] == "make test"
