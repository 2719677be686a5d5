import pytest

from wortlaut.errors import InputError
from wortlaut.text.dates import check_edtf


@pytest.mark.parametrize("value", ["2022", "2022-01", "2022-01-21", "2024-02-29", "1848-03-18"])
def test_dates_of_each_precision_are_given_back_as_they_are(value: str) -> None:
    assert check_edtf(value) == value


@pytest.mark.parametrize("value", ["2023-02-29", "2022-13", "2022-00", "2022-04-31", "0000"])
def test_impossible_days_are_refused(value: str) -> None:
    with pytest.raises(InputError, match="no day of the calendar"):
        check_edtf(value)


@pytest.mark.parametrize(
    "value", ["", "gestern", "21.01.2022", "2022-1-21", "2022-01-21T10:00", "22-01-21", "2022-01 ", "٢٠٢٢"]
)
def test_other_ways_to_write_a_date_are_refused_with_the_right_one(value: str) -> None:
    with pytest.raises(InputError, match="write YYYY-MM-DD, YYYY-MM or YYYY"):
        check_edtf(value)
