"""The few small facts that a live edition's page is drawn from beside its edition, as digests.

They are gathered at requests, so their queries are prepared.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from articles.editions.translations import has_translations
from articles.models import LiveEdition, LiveRecord, RelatedEdition, TaggedEdition
from articles.models.prepared import Prepared
from articles.related import SAID


def _shown_records(slug: str, organizations: list[str]):
    """Topics, category, fixed pages, organizations and their contacts."""
    live = LiveEdition.objects.filter(slug=slug)
    tags = TaggedEdition.objects.filter(edition__in=live.values("edition")).values("tag")
    shown = (
        Q(kind="tag", record__in=tags)
        | Q(kind="category", record__in=live.values("category"))
        | Q(kind="page")
    )
    if organizations:
        named = LiveRecord.objects.filter(kind="organization", slug__in=organizations)
        shown |= Q(kind="organization", slug__in=organizations)
        shown |= Q(kind="contacts", record__in=named.values("record"))
    rows = LiveRecord.objects.filter(shown).order_by("kind", "record")
    return rows.values_list("kind", "record", "slug", "name", "text")


LIVE = Prepared(
    lambda slug: LiveEdition.objects.filter(slug=slug)
    .annotate(is_translated=has_translations())
    .values_list(
        "article", "translation_of", "is_translated", "edition", "digest", "slug", "notice",
        "retracted_sources", "is_demonstration", "is_in_question",
    )
)  # fmt: skip
RECORDS = Prepared(_shown_records)
RELATED = Prepared(
    lambda slug: (
        RelatedEdition.objects.filter(article__live__slug=slug, blocked=False, other__live__isnull=False)
        .order_by("other")
        .values_list(
            "other", "pinned", "rank", "score", "reasons", *(f"other__live__{name}" for name in SAID)
        )
    )
)
SEE_ALSO = Prepared(
    lambda slug, others: (
        LiveEdition.objects.reached_by(others).order_by("pk").values_list("article__slug", *SAID)
    )
)


@dataclass(frozen=True)
class Facts:
    """What a page was drawn from beside its edition, as digests: of the page, and of its parts."""

    page: str
    parts: str

    @classmethod
    def of(cls, slug: str, organizations: list[str], see_also: list[str]) -> "Facts":
        """Those of the live edition at this address, as they are now."""
        live = LIVE.ask(slug)[0]
        article, translation_of, is_translated = live[:3]
        records = RECORDS.ask(slug, organizations)
        others = _translations(translation_of or article) if translation_of or is_translated else ()
        onward = [*RELATED.ask(slug), *(SEE_ALSO.ask(slug, see_also) if see_also else ())]
        contacts = [record for record in records if record[0] == "contacts"]
        shown = [record for record in records if record[0] != "contacts"]
        return cls(_digest(live, shown, sorted(others)), _digest(contacts, shown, onward))


def _translations(root: int) -> Iterator[tuple]:
    """What pages say of those that say the same, and which edition of each is live."""
    today = timezone.localdate()
    for other in LiveEdition.objects.filter(Q(article=root) | Q(translation_of=root)):
        yield other.edition_id, other.slug, other.title, sorted(other.states(today))


def _digest(*facts: object) -> str:
    return hashlib.sha256(repr(facts).encode()).hexdigest()
