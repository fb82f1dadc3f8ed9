"""The acts on an article's way to its readers, and the only writer of editions.

Every act asks for its permission, locks the article, compares the text with the one that the editor saw,
and writes one line into the log, in one transaction. What it refuses it refuses with sentences (ActRefused).
"""

from .act import ActRefused, TextChanged
from .gate import why_not_publish
from .publication import publish, withdraw
from .review import request_changes, sign_off, submit, waive
from .schedule import Outcome, publish_due, schedule, unschedule
from .working_copies import record_edit, restore, trash, untrash
from .writers import why_not_reviewer

__all__ = [
    "ActRefused",
    "Outcome",
    "TextChanged",
    "publish",
    "publish_due",
    "record_edit",
    "request_changes",
    "restore",
    "schedule",
    "sign_off",
    "submit",
    "trash",
    "unschedule",
    "untrash",
    "waive",
    "why_not_publish",
    "why_not_reviewer",
    "withdraw",
]
