"""Where the public evaluation sets are. They are no part of the repository."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def locate() -> Callable[[str], Path]:
    """Find a folder of the sets beside the checkout or where WORTLAUT_SHARED says; without it the test is skipped."""

    def find(name: str) -> Path:
        folder = Path(os.environ.get("WORTLAUT_SHARED") or ROOT.parent / "shared") / name
        if not folder.is_dir():
            pytest.skip(f"{folder} is absent; set WORTLAUT_SHARED to the folder that holds {name}")
        return folder

    return find
