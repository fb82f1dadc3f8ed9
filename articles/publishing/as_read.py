"""A page goes to readers as its reviewer read it, or it isn't published.

Pages are compared, not dates, so it doesn't matter by which way something changed: form, import, a new
synonym, a deleted term, a waiver.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from articles.models import SignOff
from articles.text.person_names import is_same_name

from .act import TextChanged
from .reviewed_page import DrawnText, ReadTerm, ReadWaiver, ReviewedPage, page_of_sign_off


def refuse_unless_seen(seen: ReviewedPage, now: ReviewedPage):
    """Raises TextChanged, with what has changed, unless the page is the one that the editor saw."""
    if seen != now:
        changed = [
            _("Since you opened this page, %(what)s") % {"what": what} for what in differences(seen, now)
        ]
        raise TextChanged([*changed, _("Read the page again, then decide.")])


def refuse_unless_signed_so(seen: int | None, given: SignOff | None):
    """Raises TextChanged if the newest verdict on the text isn't the one that the publisher saw: readers see
    what a reviewer says of themselves. `seen` is its key, 0 for none; None compares nothing."""
    if seen is not None and given and given.pk != seen:
        name = given.reviewer["name"]
        raise TextChanged(
            [
                _(
                    "Since you opened this page, %(name)s has given another verdict. Read it "
                    "again, then decide."
                )
                % {"name": name}
            ]
        )


def why_not_as_read(given: SignOff, now: ReviewedPage) -> Iterator[str]:
    """Sentences that name what readers would see otherwise than its reviewer did; none for the same page."""
    read = page_of_sign_off(given)
    if read is None:
        yield _(
            "The sign-off is older than the record of all that a reviewer reads. The text needs a new one."
        )
        return
    # Of the waivers, readers see those whose finding is still there, and that haven't ended.
    shown = _by_finding(now)
    read = replace(read, waivers=tuple(waiver for waiver in read.waivers if _finding(waiver) in shown))
    for what in differences(read, now):
        yield _("Since the sign-off, %(what)s The text needs a new one.") % {"what": what}


def why_not_waived_by(people: Mapping[str, User | None], text: DrawnText) -> Iterator[str]:
    """Sentences that name the waivers of the text that one of these people gave, by their names: readers see
    the reason of a waiver, so who signs it off is somebody else."""
    names = {user.pk: name for name, user in people.items() if user}
    given: dict[tuple[str, str], int] = {}
    for waiver in text.waivers:
        given.setdefault((waiver.rule, waiver.fingerprint), waiver.waived_by_id)
    for read in text.page.waivers:
        account = given.get(_finding(read))
        same = (name for name in people if is_same_name(name, read.who))
        if name := (names.get(account) if account else None) or next(same, None):
            yield (
                _(
                    "%(name)s waived “%(rule)s”. Readers see the reason, so somebody else must "
                    "sign it off with the text."
                )
                % {"name": name, "rule": read.rule}
            )


def differences(before: ReviewedPage, now: ReviewedPage) -> Iterator[str]:
    """What has changed from one page to the other, each as the end of a sentence."""
    if before.text != now.text:
        yield _("the text has changed.")
    yield from _terms({term.slug: term for term in before.terms}, {term.slug: term for term in now.terms})
    yield from _waivers(_by_finding(before), _by_finding(now))
    if before.review_interval != now.review_interval:
        yield _("the months between reviews have changed from %(before)s to %(now)s.") % {
            "before": before.review_interval,
            "now": now.review_interval,
        }


def _terms(before: Mapping[str, ReadTerm], now: Mapping[str, ReadTerm]) -> Iterator[str]:
    for slug in sorted({*before, *now}):
        old, new = before.get(slug), now.get(slug)
        if old is None and new:
            yield _("“%(name)s” in the glossary has begun to explain words of this text.") % {
                "name": new.name
            }
        elif new is None and old:
            yield _("“%(name)s” in the glossary has stopped explaining words of this text.") % {
                "name": old.name
            }
        elif old and new and old != new:
            if old.definition != new.definition:
                said = _("“%(name)s” in the glossary has another definition.")
            else:
                said = _("“%(name)s” in the glossary has another name, or explains other words.")
            yield said % {"name": new.name}


def _waivers(
    before: Mapping[tuple[str, str], ReadWaiver], now: Mapping[tuple[str, str], ReadWaiver]
) -> Iterator[str]:
    for key in sorted({*before, *now}):
        old, new = before.get(key), now.get(key)
        if new and old != new and not new.until:
            yield _("a sentence that “%(rule)s” found has been called not a fault: “%(reason)s”") % {
                "rule": new.rule,
                "reason": new.reason,
            }
        elif old is None and new:
            yield _("“%(rule)s” has been waived: “%(reason)s”") % {"rule": new.rule, "reason": new.reason}
        elif new is None and old:
            yield _("the waiver of “%(rule)s” no longer holds.") % {"rule": old.rule}
        elif old and new and old != new:
            yield _("“%(rule)s” has been waived again, until %(until)s: “%(reason)s”") % {
                "rule": new.rule,
                "until": new.until,
                "reason": new.reason,
            }


def _by_finding(page: ReviewedPage) -> dict[tuple[str, str], ReadWaiver]:
    return {_finding(waiver): waiver for waiver in page.waivers}


def _finding(waiver: ReadWaiver) -> tuple[str, str]:
    return waiver.rule, waiver.fingerprint
