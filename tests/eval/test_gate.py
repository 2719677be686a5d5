"""The pinned figures hold and the README shows today's: the reader as it stands, on the files that were measured.

The files are no part of the repository. They are looked for beside it, or where WORTLAUT_SHARED says.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from eval import article, wikinews
from eval.reporting import check_floors, show_checks

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ROOT / "eval" / "floors.toml"

pytestmark = pytest.mark.corpus


def locate(name: str) -> Path:
    folder = Path(os.environ.get("WORTLAUT_SHARED") or ROOT.parent / "shared") / name
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent; set WORTLAUT_SHARED to the folder that holds {name}")
    return folder


def shown_in_readme(command: str) -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(rf"<!-- figures: {re.escape(command)} -->\n```\n(.*?)\n```\n", readme, re.DOTALL)
    return str(block)


@pytest.fixture(scope="module")
def measurement() -> wikinews.Measurement:
    return wikinews.measure_folder(locate("corpora/wikinews-quotes/dev"))


@pytest.fixture(scope="module")
def assessment() -> article.Assessment:
    return article.measure_folder(locate("seed"))


def test_wikinews_figures_hold(measurement: wikinews.Measurement) -> None:
    checks = check_floors(FLOORS, "wikinews", measurement.digest, measurement.floors)
    assert all(check.holds for check in checks), f"\n{wikinews.show_measurement(measurement)}\n\n{show_checks(checks)}"


def test_article_counts_hold(assessment: article.Assessment) -> None:
    checks = check_floors(FLOORS, "article", assessment.article.digest, assessment.floors)
    assert all(check.holds for check in checks), f"\n{article.show_assessment(assessment)}\n\n{show_checks(checks)}"


def test_the_readme_shows_the_wikinews_figures_of_today(measurement: wikinews.Measurement) -> None:
    assert shown_in_readme("python -m eval.wikinews FOLDER") == wikinews.show_measurement(measurement)


def test_the_readme_shows_the_article_counts_of_today(assessment: article.Assessment) -> None:
    shown = article.show_assessment(assessment, problems=False)
    assert shown_in_readme("python -m eval.article FOLDER --counts") == shown
