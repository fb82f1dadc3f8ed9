"""What was changed of the accounts behind a sign-off, shortly before it: for whoever relies on it to see."""

from articles.models import SignOff, account_name
from articles.text.days import day_words
from cancerinfo.accounts.changes import changes_before, sentence


def account_changes(given: SignOff) -> list[str]:
    """Sentences about the account that gave the sign-off, and the one whose sign-off it carries on."""
    signed = [each for each in (given, given.carries) if each and each.user]
    return [
        f"{account_name(each.user)} signed on {day_words(each.signed_at)}; on {day_words(event.at)} "
        f"{account_name(event.by) if event.by else 'somebody who runs the site'} had changed that account: "
        f"{sentence(event.kind, event.detail)}."
        for each in signed
        for event in changes_before(each.user, each.signed_at)
    ]
