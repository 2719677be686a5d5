"""An export does not tell in which database the ledger is, nor in which order reports came."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from wortlaut.ledger import Addition, Ledger
from wortlaut.views.cli import cli
from wortlaut.views.exporting import FORMATS

NOW = datetime(2024, 3, 6, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def pair(
    make_database: Callable[[], str], additions: list[Addition], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """The reports in both databases, one by one, in the other the other way round."""
    targets = str(tmp_path_factory.mktemp("pair") / "ledger.db"), make_database()
    for target, order in zip(targets, (additions, additions[::-1]), strict=True):
        with Ledger.open(target) as opened:
            for addition in order:
                opened.add([addition], now=NOW)
    return targets


@pytest.mark.parametrize("form", FORMATS)
def test_both_databases_export_the_same_bytes(form: str, pair: tuple[str, str], tmp_path: Path) -> None:
    exported = []
    for number, target in enumerate(pair):
        output = tmp_path / f"{number}.{form}"
        done = CliRunner().invoke(cli, ["export", "--ledger", target, "--format", form, "-o", str(output)])
        assert done.exit_code == 0, done.stderr
        files = sorted(output.iterdir()) if output.is_dir() else [output]
        exported.append([(path.name if output.is_dir() else form, path.read_bytes()) for path in files])
    assert exported[0] == exported[1]
    assert all(written for _, written in exported[0])
