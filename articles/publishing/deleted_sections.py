"""The trash of sections: what editors delete is kept, and comes back with one button."""

from collections.abc import Iterable

from django.contrib.auth.models import User

from articles.content import SectionContent, decode_stored, encode
from articles.models import Article, DeletedSection, Section
from articles.publishing.act import in_trash, locked, refuse_if, require
from articles.publishing.working_copies import saved

# Of each article; what was deleted before is forgotten.
KEPT = 20


def keep(article: Article, sections: Iterable[Section], by: User):
    """Keeps sections that were just deleted. Those without a word are not worth it."""
    DeletedSection.objects.bulk_create(
        DeletedSection(
            article=article,
            heading=section.heading,
            order=section.order,
            content=encode(section.content()),
            deleted_by=by,
        )
        for section in sections
        if section.heading or section.body
    )
    old = article.deleted_sections.values_list("pk", flat=True)[KEPT:]
    DeletedSection.objects.filter(pk__in=list(old)).delete()


def bring_back(deleted: DeletedSection, by: User) -> Section:
    """Puts the section back where it stood, as an edit of the working copy. Raises ActRefused."""
    require(by, "change_article")
    with locked(deleted.article) as desk:
        refuse_if(in_trash(desk.article))
        sections = list(desk.article.sections.order_by("order", "pk"))
        section = Section(article=desk.article, **vars(decode_stored(SectionContent, deleted.content)))
        sections.insert(deleted.order, section)
        for order, each in enumerate(sections):
            each.order = order
        section.save()
        Section.objects.bulk_update([each for each in sections if each is not section], ["order"])
        deleted.delete()
        saved(desk.article, by)
    return section
