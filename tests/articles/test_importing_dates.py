"""Dates as records of sources print them."""

import pytest

from articles.importing.dates import date_parts


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("2020", [2020]),
        ("2020/05/03/", [2020, 5, 3]),
        ("2020/05//", [2020, 5]),
        ("2020///Spring", [2020]),
        ("2020-5", [2020, 5]),
        ("2020-05-03T10:20:00Z", [2020, 5, 3]),
        ("20200503", [2020, 5, 3]),
        ("2020 Aug 10", [2020, 8, 10]),
        ("2020 14 Sep", [2020, 9, 14]),
        ("14 September 2020", [2020, 9, 14]),
        ("14th of September, 2020", [2020, 9, 14]),
        ("September 14, 2020", [2020, 9, 14]),
        ("Sept. 2020", [2020, 9]),
        ("14-Sep-2020", [2020, 9, 14]),
        ("14 de septiembre de 2020", [2020, 9, 14]),
        ("12/31/2020", [2020, 12, 31]),
        ("31.12.2020", [2020, 12, 31]),
        ("08/08/2020", [2020, 8, 8]),
        ("09/2020", [2020, 9]),
        ("c2020", [2020]),
        ("2020a", [2020]),
    ],
)
def test_it_is_as_exact_as_printed(printed, parts):
    assert date_parts(printed) == {"date-parts": [parts]}


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("July-August 2020", [2020, 7]),
        ("2020 Jul-Aug", [2020, 7]),
        ("2019 Dec-2020 Jan", [2019, 12]),
        ("2019 Dec 31-2020 Jan 1", [2019, 12, 31]),
        ("2020 Jan 15-20", [2020, 1, 15]),
        ("14-16 September 2020", [2020, 9, 14]),
        ("30 July-2 August 2020", [2020, 7, 30]),
        ("2020-05-03/2020-06-01", [2020, 5, 3]),
        ("2019-2020", [2019]),
    ],
)
def test_of_a_span_its_beginning_is_taken(printed, parts):
    assert date_parts(printed) == {"date-parts": [parts]}


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("07/08/2020", [2020]),
        ("2020 Winter", [2020]),
        ("2020-13-45", [2020]),
        ("2020-02-31", [2020, 2]),
        ("31/31/2020", [2020]),
        ("2020/00/00", [2020]),
        ("2020; 12(3): 45", [2020]),
        ("Issue 12, September 2020", [2020, 9]),
        ("Marketing 2020", [2020]),
    ],
)
def test_what_is_not_plain_is_left_out(printed, parts):
    assert date_parts(printed) == {"date-parts": [parts]}


@pytest.mark.parametrize(
    "printed", ["", "in press", "n.d.", "14 September", "0014-09", "123456", "99999999", "²0²0"]
)
def test_without_a_year_there_is_no_date(printed):
    assert date_parts(printed) == {}
