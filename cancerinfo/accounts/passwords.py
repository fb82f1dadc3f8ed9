"""What a new password may not be, besides short or the person's own name: what a guesser tries first."""

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: What somebody who works on this site thinks of first, besides its names.
SITE_WORDS = {
    "admin", "administrator", "article", "cancer", "cancerinfo", "chemotherapy", "clinic", "doctor",
    "editor", "hospital", "leukaemia", "leukemia", "medical", "oncologist", "oncology", "password",
    "patient", "publisher", "radiotherapy", "reviewer", "treatment", "tumor", "tumour", "writer",
}  # fmt: skip
LONGEST_NUMBER = 4  # a year


class KnownPartsValidator(CommonPasswordValidator):
    """Refuses a password of two known parts, each a common password (of some 20,000 from stolen lists, which
    come with Django), a word of this site or a year. Few common passwords are as long as one must be here:
    pairs of them are what is guessed next."""

    def validate(self, password, user=None):
        text = password.lower().strip()
        known = self.passwords | SITE_WORDS | names_of_the_site()
        if any(_is_known(text[:at], known) and _is_known(text[at:], known) for at in range(1, len(text) + 1)):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self):
        return _(
            "This password is one that guessers try first: it's made of common passwords, words of this site "
            "or a year. Take three or four words that have nothing to do with each other."
        )

    def get_help_text(self):
        return _("Your password can't be made of two common passwords, words of this site or years.")


def names_of_the_site() -> frozenset[str]:
    words = f"{settings.SITE_NAME} {settings.SITE_PUBLISHER}".lower().split()
    return frozenset([*words, "".join(settings.SITE_NAME.lower().split())])


def _is_known(part: str, known: frozenset[str]) -> bool:
    return not part or part in known or (part.isdecimal() and len(part) <= LONGEST_NUMBER)
