"""What was changed of the accounts behind a sign-off, shortly before it: for whoever relies on it to see."""

from django.utils.translation import gettext as _

from articles.models import SignOff, account_name
from articles.text.days import day_words
from cancerinfo.accounts.changes import changes_before, sentence


def account_changes(given: SignOff) -> list[str]:
    """Sentences about the account that gave the sign-off, and the one whose sign-off it carries on."""
    signed = [each for each in (given, given.carries) if each and each.user]
    return [
        _("%(who)s signed on %(day)s; on %(day_of_change)s %(by)s had changed that account: %(sentence)s.")
        % {
            "who": account_name(each.user),
            "day": day_words(each.signed_at),
            "day_of_change": day_words(event.at),
            "by": account_name(event.by) if event.by else _("somebody who runs the site"),
            "sentence": sentence(event.kind, event.detail),
        }
        for each in signed
        for event in changes_before(each.user, each.signed_at)
    ]
