from datetime import date

import pytest

from wortlaut.views.due_status import tell_status


@pytest.mark.parametrize(
    ("due", "on", "status"),
    [
        ("2024-03-05", "2024-03-04", "open"),
        ("2024-03-05", "2024-03-05", "due"),
        ("2024-03-05", "2024-03-06", "passed"),
        ("../2024-03-31", "2024-03-30", "open"),
        ("../2024-03-31", "2024-03-31", "due"),
        ("../2024-03-31", "2024-04-01", "passed"),
        ("2024-04", "2024-04-15", "due"),
        ("2024-04", "2024-05-01", "passed"),
        ("2024-03-04/2024-03-10", "2024-03-07", "due"),
        ("2024-07/..", "2024-06-30", "open"),
        ("2024-07/..", "2030-01-01", "due"),
        (None, "2030-01-01", "open"),
    ],
)
def test_the_status_follows_from_what_is_known_of_the_day(due: str | None, on: str, status: str) -> None:
    assert tell_status(due, (), date.fromisoformat(on)) == status


def test_what_was_followed_up_is_so_whatever_the_day() -> None:
    assert tell_status("2024-03-05", ("e1",), date(2024, 1, 1)) == "followed up"
    assert tell_status(None, ("e1",), date(2024, 1, 1)) == "followed up"
