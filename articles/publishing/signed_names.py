"""The names of tags and a category are signed with the text that they stand in.

Publishing an edition approves the name, and nothing else, of each of its tags and its category that readers
see nothing of yet. A description, another name or another address are proposals like any other.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.text import slugify

from articles.models import Act, ApprovedText, Article, Category, Edition, LiveRecord, SignOff, Tag
from articles.models.chain import written_together
from articles.records.record import Record, record_of
from articles.text.free_names import free_name

from .act import lock_publication
from .records import proposers, write_text, writers_in

NUMBERED = re.compile(r"[-_]\d+$")


def approve_names(editions: Sequence[Edition], now: datetime) -> int:
    """Approves the names that the texts of editions have and that no approved text has yet; how many. Only
    acts call it, inside their transaction."""
    # A name is signed with the first text that has it.
    tags = {name: each for each in reversed(editions) for name in each.article_content().tags}
    categories = {each.article_content().category: each for each in reversed(editions)}
    count = 0
    for rows, signed_with, kind in ((Tag.objects, tags, "tag"), (Category.objects, categories, "category")):
        known = ApprovedText.objects.filter(kind=kind).values("record")
        for row in rows.filter(name__in=list(signed_with)).exclude(pk__in=known):
            edition = signed_with[row.name]
            _approve(row, edition.article, edition.sign_off, now)
            count += 1
    return count


@written_together()
def approve_signed_names(now: datetime | None = None) -> int:
    """Approves the names that were signed with live editions before there were approved texts; how many."""
    lock_publication()
    live = Edition.objects.live().select_related("article", "sign_off__user").order_by("published_at", "pk")
    return sum(approve_names([edition], now or timezone.now()) for edition in live)


def _approve(row: Tag | Category, article: Article, sign_off: SignOff, now: datetime):
    record, slug, name = record_of(row), _address(row), row.name
    write_text(
        record,
        record.kind.text(slug=slug, name=name),
        slug,
        name,
        proposers=_writers(record, article),
        approved_by=sign_off.user,
        approver=sign_off.reviewer["name"],
        sign_off=sign_off,
        approved_at=now,
    )


def _writers(record: Record, article: Article) -> list[dict]:
    wrote = writers_in(Act.objects.filter(article=article, verb__in=Act.WRITING).select_related("actor"))
    return wrote + [writer for writer in proposers(record) if writer not in wrote]


def _address(row: Tag | Category) -> str:
    """The row's address if it says no more than the name, which alone was signed; else one made of that."""
    kind = record_of(row).kind.name
    made = [slugify(row.name, allow_unicode=True), slugify(row.name)]
    taken = set(LiveRecord.objects.of(kind).values_list("slug", flat=True))
    if row.slug not in taken and (row.slug in made or NUMBERED.sub("", row.slug) in made):
        return row.slug
    return free_name(made[0] or kind, taken)
