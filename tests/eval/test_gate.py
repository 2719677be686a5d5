"""The pinned figures hold and the README shows today's: the reader as it stands, on the files that were measured.

The files are no part of the repository; `conftest.py` says where they are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from eval import article, krauts, wikinews
from eval.reporting import check_floors, show_checks

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ROOT / "eval" / "floors.toml"

Locate = Callable[[str], Path]

pytestmark = pytest.mark.corpus


def shown_in_readme(command: str) -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"<!-- figures: {re.escape(command)} -->\n```\n(.*?)\n```\n", readme, re.DOTALL)
    return str(block)


@pytest.fixture(scope="module")
def quotations(locate: Locate) -> wikinews.Measurement:
    return wikinews.measure_folder(locate("corpora/wikinews-quotes/dev"))


@pytest.fixture(scope="module")
def times(locate: Locate) -> krauts.Measurement:
    return krauts.measure_folder(locate("corpora/krauts/dev"))


@pytest.fixture(scope="module")
def assessment(locate: Locate) -> article.Assessment:
    return article.measure_folder(locate("seed"))


def test_wikinews_figures_hold(quotations: wikinews.Measurement) -> None:
    checks = check_floors(FLOORS, "wikinews", quotations.digest, quotations.floors)
    assert all(check.holds for check in checks), f"\n{wikinews.show_measurement(quotations)}\n\n{show_checks(checks)}"


def test_krauts_figures_hold(times: krauts.Measurement) -> None:
    checks = check_floors(FLOORS, "krauts", times.digest, times.floors)
    assert all(check.holds for check in checks), f"\n{krauts.show_measurement(times)}\n\n{show_checks(checks)}"


def test_article_counts_hold(assessment: article.Assessment) -> None:
    checks = check_floors(FLOORS, "article", assessment.article.digest, assessment.floors)
    assert all(check.holds for check in checks), f"\n{article.show_assessment(assessment)}\n\n{show_checks(checks)}"


def test_the_readme_shows_the_wikinews_figures_of_today(quotations: wikinews.Measurement) -> None:
    assert shown_in_readme("python -m eval.wikinews FOLDER") == wikinews.show_measurement(quotations)


def test_the_readme_shows_the_krauts_figures_of_today(times: krauts.Measurement, locate: Locate) -> None:
    heideltime = krauts.measure_heideltime(locate("corpora/krauts/dev"), times.documents)
    shown = krauts.show_measurement(times, heideltime, split="dev")
    assert shown_in_readme("python -m eval.krauts FOLDER") == shown


def test_the_readme_shows_the_article_counts_of_today(assessment: article.Assessment) -> None:
    shown = article.show_assessment(assessment, problems=False)
    assert shown_in_readme("python -m eval.article FOLDER --counts") == shown
