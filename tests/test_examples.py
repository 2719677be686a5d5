"""Every example of the German pack, as one test each, named by its title."""

import pytest

from wortlaut.testing import Example, Report, load_examples, run_example, run_examples

EXAMPLES = load_examples("de")


@pytest.mark.parametrize("example", [pytest.param(e, id=f"{e.stage}: {e.title}") for e in EXAMPLES])
def test_example(example: Example) -> None:
    failure = run_example(example)
    assert failure is None, f"\n{failure}"


@pytest.fixture(scope="module")
def report() -> Report:
    return run_examples("de")


def test_every_rule_and_class_shows_in_an_example(report: Report) -> None:
    assert report.unused == ()


def test_every_rule_and_class_has_a_counterexample(report: Report) -> None:
    assert report.unopposed == ()
