"""Articles in several languages: which live editions say the same, and which have fallen behind.

Readers see what publishing wrote (LiveEdition.translation_of), so that no draft is linked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from articles.models import Article, Edition, LiveEdition
from cancerinfo.web.languages import direction, has_labels, labels_in, own_name


@dataclass(frozen=True)
class Translation:
    """A live edition that says the same in another language. `label` leads readers of that language to
    it, in their words: "Esta página en español", or by the name of a language that the interface lacks."""

    language: str
    name: str
    label: str
    title: str
    address: str
    is_original: bool

    @property
    def direction(self) -> str:
        return direction(self.language)


def original_of(article: Article) -> Article | None:
    """The article that this one is a translation of; for a translation of a translation, the first one."""
    nearest = article.translation_of
    if nearest is None:
        return None
    original = nearest.translation_of or nearest
    return None if original.pk == article.pk else original


def has_translations(article: str = "article") -> Exists:
    """For a query of rows with that key of an article: whether a live edition is a translation of it."""
    return Exists(LiveEdition.objects.filter(translation_of=OuterRef(article)))


def translations_of(edition: Edition) -> list[Translation]:
    """The live editions in other languages, in one query: the original first, one a language.

    `edition` comes from `live_edition`; where it stands alone, nothing is asked.
    """
    original = edition.live.translation_of_id
    if not (original or edition.is_translated):
        return []
    root = original or edition.article_id
    group = Edition.objects.live().filter(Q(article=root) | Q(live__translation_of=root))
    others = group.exclude(language=edition.language).order_by("language", "pk")
    found: dict[str, Translation] = {}
    others = others.select_related("live").defer("content", "rendered")
    for other in sorted(others, key=lambda e: e.article_id != root):
        found.setdefault(other.language, _translation(other, other.article_id == original))
    return list(found.values())


def _translation(edition: Edition, is_original: bool) -> Translation:
    name = own_name(edition.language)
    label = name
    if has_labels(edition.language):
        with labels_in(edition.language):
            label = _("This page in %(language)s") % {"language": name}
    return Translation(edition.language, name, label, edition.name, edition.get_absolute_url(), is_original)


def stale_translations() -> QuerySet[LiveEdition]:
    """Live translations whose original has had a major change since with `original_changed_at`; oldest first.

    A translation catches up by a first or major edition of its own: a minor one corrects a word, and a review
    without change didn't look at the original. An original that is not live counts for nothing.
    """
    change = Edition.Change
    return (
        LiveEdition.objects.filter(translation_of__live__isnull=False)
        .annotate(
            translated_at=_newest("article", change.FIRST, change.MAJOR),
            original_changed_at=_newest("translation_of", change.MAJOR),
        )
        .filter(original_changed_at__gt=F("translated_at"))
        .select_related("edition", "translation_of__live__edition")
        .defer("edition__content", "edition__rendered")
        .defer("translation_of__live__edition__content", "translation_of__live__edition__rendered")
        .order_by("original_changed_at", "pk")
    )


def _newest(article: str, *changes: str) -> Subquery:
    """When the newest edition of these kinds was published."""
    editions = Edition.objects.filter(article=OuterRef(article), change__in=changes).order_by("-number")
    return Subquery(editions.values("published_at")[:1])


def is_stale(edition: Edition) -> bool:
    """Whether a live edition is a translation that has fallen behind; no query for what is none."""
    is_translation = edition.live.translation_of_id is not None
    return is_translation and stale_translations().filter(edition=edition).exists()


def addresses_by_language(articles: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    """For live articles that others are translations of, or that are translations themselves: (language,
    address) of every one of the group, by the primary key of the article. Two queries."""
    rows = LiveEdition.objects.filter(article__in=list(articles))
    roots = {pk: original or pk for pk, original in rows.values_list("article", "translation_of")}
    wanted = set(roots.values())
    group = LiveEdition.objects.filter(Q(article__in=wanted) | Q(translation_of__in=wanted))
    by_root: dict[int, list[tuple[str, str]]] = {}
    for other in group.only("slug", "language", "translation_of"):
        root = other.translation_of_id or other.pk
        by_root.setdefault(root, []).append((other.language, other.get_absolute_url()))
    return {pk: sorted(by_root[root]) for pk, root in roots.items() if len(by_root.get(root, ())) > 1}
