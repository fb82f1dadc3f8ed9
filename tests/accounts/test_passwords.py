"""No new password is one that is guessed first, and none is refused for the kind of its characters."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cancerinfo.accounts.proof import proof_field


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


def test_it_has_twelve_characters():
    with pytest.raises(ValidationError, match="at least 12"):
        validate_password("Wet-tram;hu")


def test_the_field_hides_it_keeps_it_as_it_is_and_may_be_filled_in():
    field = proof_field(User(password="a digest"))
    assert (field.widget.input_type, field.strip) == ("password", False)
    assert field.widget.attrs["autocomplete"] == "current-password"
