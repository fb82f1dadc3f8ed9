"""Merges one tag into another, and takes a merge back.

Working copies and the lists of readers change; editions stay as they are. What led to the tag that is given
up, its name and its address, leads to the one that stays.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import publishing
from articles.models import (
    Article,
    Edition,
    LiveEdition,
    LiveRecord,
    Status,
    Tag,
    TagAlias,
    TaggedArticle,
    TaggedEdition,
    TagMerge,
)
from articles.models.chain import written_together
from articles.models.tag import row_named
from articles.publishing.act import ActRefused, lock_publication, refuse_if, require
from articles.publishing.list_counts import recount_tags
from articles.publishing.readers_index import tagged
from articles.publishing.records import hide, put_before_readers
from articles.records.kinds import KINDS
from articles.records.record import record_of

# Both tables of tagged things: the model, and the name of its key to the thing.
Table = tuple[type[TaggedArticle] | type[TaggedEdition], str]
TABLES: dict[str, Table] = {
    "articles": (TaggedArticle, "content_object_id"),
    "editions": (TaggedEdition, "edition_id"),
}
WAITING = (Status.IN_REVIEW, Status.SIGNED_OFF)


@dataclass(frozen=True)
class MergePreview:
    """What a merge of `given_up` into `kept` changes. `void` are the articles whose review is void then."""

    given_up: Tag
    kept: Tag
    articles: tuple[Article, ...]
    void: tuple[Article, ...]
    edition_count: int
    names: tuple[str, ...]

    def lines(self) -> list[str]:
        return [
            _("“%(given_up)s” is merged into “%(kept)s”.") % {"given_up": self.given_up, "kept": self.kept},
            _("Working copies that get another text: %(count)s.") % {"count": len(self.articles)},
            _("Reviews that become void, because the text changes: %(count)s.") % {"count": len(self.void)},
            _("Live pages that readers find under “%(kept)s” at once: %(edition_count)s.")
            % {"kept": self.kept, "edition_count": self.edition_count},
            _("Addresses that lead to it: %(address)s.") % {"address": self.given_up.get_absolute_url()},
            _("Names that are kept as aliases: %(names)s.") % {"names": ", ".join(self.names)},
        ]


def preview(given_up: Tag, kept: Tag) -> MergePreview:
    """In a constant number of queries. Raises ActRefused if both are one tag."""
    refuse_if([_("A tag cannot be merged into itself.")] if given_up.pk == kept.pk else [])
    articles = list(Article.objects.with_status().filter(tagged__tag=given_up).order_by("title", "pk"))
    editions = TaggedEdition.objects.filter(tag=given_up, edition__live__isnull=False)
    return MergePreview(
        given_up=given_up,
        kept=kept,
        articles=tuple(articles),
        void=tuple(article for article in articles if article.status in WAITING),
        edition_count=editions.count(),
        names=(given_up.name, *given_up.aliases.values_list("name", flat=True)),
    )


@written_together()
def merge(given_up: Tag, kept: Tag, by: User | None) -> TagMerge:
    """Raises ActRefused. `by` is None where the command found nobody to name."""
    if by is not None:
        require(by, "add_tagmerge")
    lock_publication()
    live = record_of(given_up).live
    refuse_if(_why_not_merge(given_up, kept, live))
    done = TagMerge(kept=kept, **{name: getattr(given_up, name) for name in TagMerge.SAID})
    done.merged_by = by
    done.text = live.text if live else None
    for table, (model, thing) in TABLES.items():
        having = set(model.objects.filter(tag=kept).values_list(thing, flat=True))
        rows = model.objects.filter(tag=given_up)
        found = sorted(rows.values_list(thing, flat=True))
        done.moved[table] = [pk for pk in found if pk not in having]
        done.shared[table] = [pk for pk in found if pk in having]
        rows.exclude(**{f"{thing}__in": having}).update(tag=kept)
    done.aliases = [list(alias) for alias in given_up.aliases.values_list("name", "slug")]
    given_up.aliases.update(tag=kept)
    hide(record_of(given_up))
    concerned = [given_up.pk, kept.pk]
    given_up.delete()
    recount_tags(concerned)
    # Readers know the address that was approved.
    TagAlias.objects.create(tag=kept, name=done.name, slug=live.slug if live else done.slug)
    done.save()
    publishing.record_changed(kept, by)
    return done


def _why_not_merge(given_up: Tag, kept: Tag, live: LiveRecord | None) -> Iterator[str]:
    stays = record_of(kept).live
    if given_up.pk == kept.pk:
        yield _("A tag cannot be merged into itself.")
    elif live and stays is None:
        yield _(
            "Readers see “%(given_up)s”, but not “%(kept)s”: nobody has approved it yet. Approve it first."
        ) % {"given_up": given_up, "kept": kept}
    elif live and stays and folded(live.name) != folded(stays.name):
        yield from _why_not_another_name(given_up, stays)


def _why_not_another_name(given_up: Tag, stays: LiveRecord) -> Iterator[str]:
    """A sentence if live pages would get the name of a topic that nobody signed with them."""
    pages = Edition.objects.live().filter(tagged__tag=given_up).exclude(tagged__tag=stays.record)
    if titles := list(pages.order_by("title").values_list("title", flat=True)):
        listed = ", ".join(f"“{title}”" for title in titles[:3])
        if len(titles) > 3:
            listed = _("%(listed)s and %(number)s more") % {"listed": listed, "number": len(titles) - 3}
        yield (
            _(
                "The topic “%(name)s” was not signed with %(listed)s. Give them the tag "
                "first, and publish them anew; only another spelling of a name is merged at once."
            )
            % {"name": stays.name, "listed": listed}
        )


@written_together()
def undo(done: TagMerge, by: User | None) -> Tag:
    """Brings the tag back, to what it was taken from and still has the other one. Raises ActRefused."""
    if by is not None:
        require(by, "add_tagmerge")
    lock_publication()
    done = TagMerge.objects.select_for_update().get(pk=done.pk)
    own = _alias_to_bring_back(done)
    kept = own.tag
    own.delete()
    tag = Tag.objects.create(
        pk=done.text.record if done.text else None, **{name: getattr(done, name) for name in TagMerge.SAID}
    )
    if done.text:
        put_before_readers(KINDS["tag"], done.text, done.text.value.slug, done.text.value.name)
    kept.aliases.filter(name__in=[name for name, _slug in done.aliases]).update(tag=tag)
    for table, (model, thing) in TABLES.items():
        rows = model.objects.filter(tag=kept)
        both = list(rows.filter(**{f"{thing}__in": done.shared[table]}).values_list(thing, flat=True))
        rows.filter(**{f"{thing}__in": done.moved[table]}).update(tag=tag)
        _give_too(model, both, tag)
    recount_tags([tag.pk, kept.pk])
    done.undone_at, done.undone_by = timezone.now(), by
    done.save(update_fields=["undone_at", "undone_by"])
    publishing.record_changed(tag, by)
    return tag


def _give_too(model: type[TaggedArticle] | type[TaggedEdition], things: list[int], tag: Tag):
    """Adds the tag to articles, or to live editions, that have the other one."""
    if model is TaggedEdition:
        live = LiveEdition.objects.filter(edition__in=things)
        TaggedEdition.objects.bulk_create(tagged(each, tag.pk) for each in live)
    else:
        TaggedArticle.objects.bulk_create(TaggedArticle(content_object_id=pk, tag=tag) for pk in things)


def _alias_to_bring_back(done: TagMerge) -> TagAlias:
    """The other name that the tag has become. Raises ActRefused if it can't be a tag again."""
    if done.undone_at:
        raise ActRefused([_("This merge has already been undone.")])
    # The tag that stayed may have been merged since; the name leads to the one that has it now.
    own = TagAlias.objects.select_related("tag").filter(name=done.name).first()
    if own is None:
        raise ActRefused([_("“%(name)s” is no longer another name of a tag.") % {"name": done.name}])
    slugs = {done.slug, own.slug, *([done.text.value.slug] if done.text else [])}
    is_taken = LiveRecord.objects.of("tag").filter(slug__in=slugs).exists()
    if is_taken or Tag.objects.filter(slug__in=slugs).exists() or row_named(Tag, done.name):
        raise ActRefused(
            [_("There is another tag with the name “%(name)s” or its address by now.") % {"name": done.name}]
        )
    return own


def unused() -> list[Tag]:
    """Tags that no working copy and no live page has."""
    used = [Exists(model.objects.filter(tag=OuterRef("pk"))) for model, _thing in TABLES.values()]
    return list(Tag.objects.exclude(used[0]).exclude(used[1]))


def is_used(tag: Tag) -> bool:
    """Whether a working copy or a live page has the tag."""
    return any(model.objects.filter(tag=tag).exists() for model, _thing in TABLES.values())


def likely_same() -> list[list[Tag]]:
    """Groups of tags whose names differ only by capitals, accents, marks between words or a plural."""
    groups = defaultdict(list)
    for tag in Tag.objects.order_by("name"):
        groups[folded(tag.name)].append(tag)
    return [tags for tags in groups.values() if len(tags) > 1]


def folded(name: str) -> str:
    """The name without what two spellings of one word differ by: "Tumours, Brain" is "tumour brain"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(_singular(word) for word in re.findall(r"\w+", letters))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word
