"""What a content check found."""

import hashlib
from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """`rule` is the name under which the check is registered; `trigger` holds the words that set it off.

    In a text file `line` counts from 1; in a working copy `section_index` counts from 0. Both are None
    where the finding is about the whole article.
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

    @property
    def fingerprint(self) -> str:
        """SHA-256 of what the finding is about, so that a waiver meets it again after a re-check."""
        about = "\x1f".join([self.rule, self.kind, self.section, self.trigger, self.sentence])
        return hashlib.sha256(about.encode("utf-8")).hexdigest()
