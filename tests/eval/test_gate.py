"""The pinned figures hold: the reader as it stands, on the files that the floors were measured on.

The files are no part of the repository. They are looked for beside it, or where WORTLAUT_SHARED says.
"""

from __future__ import annotations

import os
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


def test_wikinews_figures_hold() -> None:
    measurement = wikinews.measure_folder(locate("corpora/wikinews-quotes/dev"))
    checks = check_floors(FLOORS, "wikinews", measurement.digest, measurement.floors)
    assert all(check.holds for check in checks), f"\n{wikinews.show_measurement(measurement)}\n\n{show_checks(checks)}"


def test_article_counts_hold() -> None:
    assessment = article.measure_folder(locate("seed"))
    checks = check_floors(FLOORS, "article", assessment.article.digest, assessment.floors)
    assert all(check.holds for check in checks), f"\n{article.show_assessment(assessment)}\n\n{show_checks(checks)}"
