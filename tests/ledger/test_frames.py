"""Data frames: what stands in the lists stands in the columns."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wortlaut.errors import InputError
from wortlaut.ledger import Ledger

LISTS = ("documents", "statements", "agenda", "events", "actors")


@pytest.fixture
def ledger(kept: Ledger) -> Ledger:
    """Nothing here writes into it."""
    return kept


@pytest.mark.parametrize("library", ["pandas", "polars"])
@pytest.mark.parametrize("what", LISTS)
def test_a_frame_has_the_rows_and_columns_of_its_list(ledger: Ledger, what: str, library: Any) -> None:
    pytest.importorskip(library)
    rows = list(getattr(ledger, what)())
    frame = ledger.frame(what, library=library)
    assert list(frame.columns) == list(type(rows[0]).__dataclass_fields__)
    assert list(frame["id"]) == [row.id for row in rows]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_conditions_narrow_a_frame_down_even_to_nothing(ledger: Ledger, library: Any) -> None:
    pytest.importorskip(library)
    frame = ledger.frame("statements", library=library, speaker="Bell", act="reject")
    assert [list(acts) for acts in frame["acts"]] == [["reject"]]
    assert "quote_text" in ledger.frame("statements", library=library, limit=0).columns


def test_another_library_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="'pandas' or 'polars'"):
        ledger.frame("statements", library="arrow")  # type: ignore[arg-type]


def test_a_library_that_is_missing_is_named_with_its_extra(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(InputError, match=r"polars is not installed: pip install 'wortlaut\[polars\]'"):
        ledger.frame("statements", library="polars")


def test_a_driver_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match=r"pip install 'wortlaut\[postgres\]'"):
        Ledger.open("postgresql://localhost/ledger")


def test_importing_the_package_loads_no_database() -> None:
    code = (
        "import sys, wortlaut; wortlaut.read; "
        "print(sorted({'sqlalchemy', 'alembic', 'psycopg', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_opening_a_ledger_that_is_there_loads_no_migrations(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "ledger.db").close()
    code = "import sys, wortlaut; wortlaut.Ledger.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    command = [sys.executable, "-c", code, str(tmp_path / "ledger.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
