"""What a content check found."""

import hashlib
import re
from dataclasses import dataclass

from django.utils.translation import gettext

ERROR = "error"
WARNING = "warning"
# Words with the marks inside them ("3.5", "well-known"), and the signs that change what they say.
SAID = re.compile(r"\w+(?:[^\w\s]\w+)*|[%‰<>≤≥=±+~≈$£€]")


@dataclass(frozen=True)
class Finding:
    """`rule` is the name under which the check is registered; `trigger` holds the words that set it off.

    In a text file `line` counts from 1; in a working copy `section_index` counts from 0. Both are None
    where the finding is about the whole article. `is_of_sentence` if the rule judges a sentence by its words,
    whatever stands around it.
    """

    rule: str
    severity: str
    advice: str
    trigger: str = ""
    kind: str = ""
    line: int | None = None
    section: str = ""
    section_index: int | None = None
    sentence: str = ""
    is_of_sentence: bool = False

    @property
    def said(self) -> str:
        """The advice in the language of whoever is shown it."""
        return gettext(self.advice) if self.advice else ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the finding is about, so that a waiver meets it again after a re-check.

        Of a sentence these are the rule and its words, wherever it stands: it goes when they change."""
        if not self.is_of_sentence:
            return self.fingerprint_by_place
        return _sha256(self.rule, *SAID.findall(self.sentence.casefold().replace("’", "'")))

    @property
    def fingerprint_by_place(self) -> str:
        """As `fingerprint`, but bound to the heading and to the words that set the rule off. Of a sentence
        only waivers of older releases have it."""
        return _sha256(self.rule, self.kind, self.section, self.trigger, self.sentence)


def _sha256(*about: str) -> str:
    return hashlib.sha256("\x1f".join(about).encode("utf-8")).hexdigest()
