"""The acts on records: a text proposed by one person reaches readers when another has approved it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.content import encode, json_digest
from articles.content_checks import ERROR
from articles.models import Act, ApprovedText, LiveName, LiveRecord, account_name
from articles.models.approved_text import PAGES
from articles.models.chain import written_together
from articles.models.review import OUTSIDE
from articles.records.checks import findings
from articles.records.contacts import Check
from articles.records.kinds import Kind
from articles.records.record import Record, records_of
from articles.text.title_order import title_key

from .act import TextChanged, lock_publication, refuse_if, require
from .reasons import why_not_a_reason
from .redirects import redirect
from .same_person import are_one_person
from .standing import renew_standing_after


def log_edits(row: Model, by: User | None, now: datetime | None = None) -> list[Act]:
    """Logs that `by` wrote the texts of the records that the row proposes, where they are other ones than the
    log knows, or where the log names no writer of them."""
    return [
        log_record(record, Act.Verb.EDIT, by, now or timezone.now())
        for record in records_of(row)
        if _is_news(record, by)
    ]


def _is_news(record: Record, by: User | None) -> bool:
    newest = _acts(record).filter(verb__in=(*Act.WRITING, Act.Verb.APPROVE)).first()
    if newest and newest.digest == record.digest:
        is_named = by is not None and by.get_username() != OUTSIDE
        return not newest.names_somebody and is_named and record.is_unapproved
    return newest is not None or record.is_unapproved


def approve(
    record: Record,
    by: User,
    *,
    seen_digest: str,
    how: str = "",
    checked_on: date | None = None,
    now: datetime | None = None,
) -> ApprovedText:
    """Shows readers the proposed text of the record, word for word as `by` saw it.

    Refused to whoever wrote into it since it was last approved, and to the person it describes. Where the
    kind asks, `how` and `checked_on` say how and when the text was checked; without a day readers are told
    that nobody has.
    """
    now = now or timezone.now()
    require(by, "approve_record")
    with locked_record(record) as record:
        refuse_unless_read(record, seen_digest)
        refuse_if(why_not_approve(record, by))
        check = Check(by, how.strip(), checked_on)
        if record.kind.write_check:
            refuse_if(why_unchecked(check, timezone.localdate(now)))
            record.kind.write_check(record.row, check)
            record = Record(record.kind, record.row)
        text = write_proposed(record, check, proposers(record), now)
        log_record(record, Act.Verb.APPROVE, by, now, number=text.number)
    return text


def refuse_unless_read(record: Record, seen_digest: str):
    if record.digest != seen_digest:
        raise TextChanged([_("The text was changed after you opened this page. Read it again, then decide.")])


def why_not_approve(record: Record, by: User) -> Iterator[str]:
    """Sentences that say why this person may not approve the proposed text; none if they may."""
    if record.is_shown:
        yield _("Readers see exactly this text. There is nothing to approve.")
        return
    yield from _why_not_approver(record, by)
    for found in findings(record.proposed):
        if found.severity == ERROR:
            yield _("An error is open (%(rule)s in “%(section)s”: “%(trigger)s”). %(advice)s") % {
                "rule": found.rule,
                "section": found.section,
                "trigger": found.trigger,
                "advice": found.said,
            }
    slug = record.kind.slug_of(record.row)
    taken = LiveRecord.objects.of(record.kind.name).filter(slug=slug).exclude(record=record.row.pk).first()
    if taken:
        yield _("Readers find “%(taken)s” at the address “%(slug)s”. Approve its new address first.") % {
            "taken": taken,
            "slug": slug,
        }


def _why_not_approver(record: Record, by: User) -> Iterator[str]:
    if record.kind.needs_reviewer and not by.has_perm("articles.review_article"):
        yield _("Readers may take this text as advice, so a medical reviewer must approve it.")
    person = record.kind.person(record.row)
    if person and are_one_person(person, by):
        yield _("This text is about you. Somebody else must approve it.")
    keys = [writer["user"] for writer in proposers(record)]
    if any(are_one_person(writer, by) for writer in User.objects.filter(pk__in=keys)):
        yield _("You wrote this text, or a part of it. Somebody else must approve it.")
    if not _has_known_writer(record):
        yield (
            _(
                "The log doesn't say who wrote this text. Somebody must save it under their own name first, "
                "and somebody else approve it."
            )
        )


def why_unchecked(check: Check, today: date) -> Iterator[str]:
    """Sentences that say what a check lacks."""
    if not check.how:
        yield _("Say how you checked it, such as: called, opened the page.")
    if check.on and check.on > today:
        yield _("The day on which you checked it can't lie in the future.")


def proposers(record: Record) -> list[dict]:
    """Who wrote into the text since it was last approved: key and name of each account.

    A text that comes back as it was last approved has the writers that it had then, too.
    """
    last = record.last
    found = writers_in(record.edits)
    if last and last.digest == record.digest:
        found += [writer for writer in last.proposers if writer not in found]
    return found


def writers_in(acts: Iterable[Act]) -> list[dict]:
    """Who did these acts, as an approved text keeps them: key and name of each account."""
    actors = {act.actor for act in acts if act.actor}
    return [
        {"user": actor.pk, "name": account_name(actor)} for actor in sorted(actors, key=lambda who: who.pk)
    ]


def _has_known_writer(record: Record) -> bool:
    """Whether the log names who wrote the text as it now stands."""
    if record.last and record.last.digest == record.digest:
        return True
    newest = next(iter(record.edits), None)
    return newest is not None and newest.digest == record.digest and newest.names_somebody


def _acts(record: Record) -> QuerySet[Act]:
    return Act.objects.filter(record_kind=record.kind.name, record=record.row.pk)


def write_proposed(record: Record, check: Check, writers: list[dict], now: datetime) -> ApprovedText:
    """Writes what the row proposes as approved, and puts it before readers. Only acts call it."""
    return write_text(
        record,
        record.proposed,
        record.kind.slug_of(record.row),
        record.kind.name_of(record.row),
        proposers=writers,
        approved_by=check.by,
        approver=account_name(check.by),
        how=check.how,
        checked_on=check.on,
        approved_at=now,
    )


def write_text(record: Record, text, slug: str, name: str, **approval) -> ApprovedText:
    """Writes a text of the record as approved, and puts it before readers. Only acts call it, inside their
    transaction, with the fields of ApprovedText that say who approved it, when and how."""
    content = encode(text)
    approved = ApprovedText.objects.create(
        kind=record.kind.name,
        record=record.row.pk,
        number=record.last.number + 1 if record.last else 1,
        content=content,
        digest=json_digest(content),
        **approval,
    )
    put_before_readers(record.kind, approved, slug, name)
    return approved


def put_before_readers(kind: Kind, text: ApprovedText, slug: str, name: str):
    """Lets readers see a text, and leads them from the address that the record had before to this one."""
    before = LiveRecord.objects.of(kind.name).filter(record=text.record).first()
    shown = {"slug": slug, "name": name, "name_key": title_key(name, text.record), "text": text}
    live, _is_new = LiveRecord.objects.update_or_create(kind=kind.name, record=text.record, defaults=shown)
    live.names.all().delete()
    names = dict.fromkeys(kind.names_of(text.value))
    LiveName.objects.bulk_create(LiveName(live=live, text=name, lower=name.lower()) for name in names)
    if before and before.slug != slug and kind.name in PAGES:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                redirect(before.get_absolute_url(), live.get_absolute_url())
    renew_standing_after(kind.name, text.value)


def take_down(record: Record, by: User, reason: str, now: datetime | None = None):
    """Takes the record from readers. One publisher is enough: nothing new is shown."""
    require(by, "publish_article", _("You may not take texts from readers."))
    with locked_record(record) as record:
        refuse_if([] if record.live else [_("Readers don't see it.")])
        refuse_if(why_not_a_reason(reason, _("Give the reason for the log")))
        hide(record)
        log_record(record, Act.Verb.TAKE_DOWN, by, now or timezone.now(), reason=reason.strip())


def hide(record: Record):
    """Readers no longer see the record. Its approved texts stay. Only acts call it."""
    LiveRecord.objects.of(record.kind.name).filter(record=record.row.pk).delete()
    renew_standing_after(record.kind.name, record.proposed)


@contextmanager
def locked_record(record: Record) -> Iterator[Record]:
    """A transaction during which nobody else acts on the record, which is read afresh."""
    with written_together():
        lock_publication()
        row = type(record.row)._default_manager.select_for_update(no_key=True).get(pk=record.row.pk)
        yield Record(record.kind, row)


def log_record(record: Record, verb: Act.Verb, by: User | None, now: datetime, **detail) -> Act:
    return Act.objects.create(
        record_kind=record.kind.name,
        record=record.row.pk,
        verb=verb,
        actor=by,
        at=now,
        digest=record.digest,
        detail=detail,
    )
