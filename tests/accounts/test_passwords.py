"""No new password is one that is guessed first, and none is refused for the kind of its characters."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    "password",
    [
        "telechargement",
        "passwordpassword",
        "Qwerty123456",
        "oncology2026",
        "CancerDoctor",
        "iloveyousunshine",
    ],
)
def test_what_is_made_of_known_parts_is_refused(password):
    with pytest.raises(ValidationError, match="guessers try first"):
        validate_password(password)


def test_the_names_of_this_site_are_known(settings):
    settings.SITE_NAME = "Smallville Cancer Letters"
    with pytest.raises(ValidationError, match="words of this site"):
        validate_password("smallville2026")


@pytest.mark.parametrize(
    "password", ["830174629517", "wet tram hums oddly", "ÄÄÄÄÄÄÄÄÄÄÄÄÄ", "!?!?;;..,,::", "x9" * 32, "é" * 200]
)
def test_any_other_is_taken_whatever_it_is_made_of(password):
    validate_password(password)
