"""The acts on an article's way to its readers, and the only writer of editions.

Every act asks for its permission, locks the article, compares the text with the one that the editor saw,
and writes one line into the log, in one transaction. What it refuses it refuses with sentences (ActRefused).
"""

from .act import ActRefused, TextChanged
from .certify import certify_minor
from .comments import comment, reopen, resolve
from .confirm import confirm
from .contact_checks import check_again
from .expert_code import send_code
from .expert_verdict import comment_by_expert, give_verdict
from .gate import why_not_publish
from .invite import LinkUnusable, find_invitation, invite, link_token, revoke, send_invitation
from .kept_texts import keep_as_found
from .publication import publish, withdraw
from .records import approve, take_down, why_not_approve
from .review import request_changes, sign_off, submit, waive
from .reviewed_page import ReviewedPage, reviewed_page
from .schedule import DueOutcome, publish_due, schedule, unschedule
from .working_copies import record_changed, record_edit, restore, saved, trash, untrash
from .writers import why_not_reviewer

__all__ = [
    "ActRefused",
    "DueOutcome",
    "LinkUnusable",
    "ReviewedPage",
    "TextChanged",
    "approve",
    "certify_minor",
    "check_again",
    "comment",
    "comment_by_expert",
    "confirm",
    "find_invitation",
    "give_verdict",
    "invite",
    "keep_as_found",
    "link_token",
    "publish",
    "publish_due",
    "record_changed",
    "record_edit",
    "reopen",
    "request_changes",
    "resolve",
    "restore",
    "reviewed_page",
    "revoke",
    "saved",
    "schedule",
    "send_code",
    "send_invitation",
    "sign_off",
    "submit",
    "take_down",
    "trash",
    "unschedule",
    "untrash",
    "waive",
    "why_not_approve",
    "why_not_publish",
    "why_not_reviewer",
    "withdraw",
]
