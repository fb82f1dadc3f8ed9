"""The lines that an import left out of a text, and how an editor puts one back."""

from collections.abc import Iterable, Iterator

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.importing.bodies import paragraph_html
from articles.importing.line_kinds import bullet_text
from articles.importing.scraped_article import ScrapedArticle
from articles.importing.scraped_content import MAX_TITLE, shortened
from articles.models import Article, ImportRecord, LeftOutLine, Section
from articles.publishing.act import in_trash, locked, refuse_if, require
from articles.publishing.working_copies import saved

# Of each text. All lines are counted in ImportRecord.dropped, with the reason and without the words.
KEPT = 300
KEPT_REASONS = set(LeftOutLine.Reason.values)


def keep(texts: Iterable[tuple[ImportRecord, ScrapedArticle]]):
    """Keeps the lines that were left out of each text, in place of those of an import before."""
    texts = list(texts)
    LeftOutLine.objects.filter(record__in=[record.pk for record, _lines in texts]).delete()
    LeftOutLine.objects.bulk_create(row for record, text in texts for row in _rows(record, text))


def _rows(record: ImportRecord, text: ScrapedArticle) -> list[LeftOutLine]:
    """Where there are too many, rows of signs are given up before words are."""
    lines = [line for line in text.dropped if line.reason in KEPT_REASONS]
    lines.sort(key=lambda line: line.reason == LeftOutLine.Reason.DECORATION)
    return [
        LeftOutLine(
            record=record,
            line=line.line,
            reason=line.reason,
            text=line.text,
            section=shortened(text.heading_before(line.line), MAX_TITLE),
        )
        for line in lines[:KEPT]
    ]


def put_back(line: LeftOutLine, by: User) -> Section:
    """Puts the line at the end of the section that it stood in, or else of the text, as an edit of the
    working copy: what was signed off before is another text. Returns the section. Raises ActRefused."""
    require(by, "change_article")
    with locked(line.record.article) as desk:
        line = LeftOutLine.objects.get(pk=line.pk)
        refuse_if([*in_trash(desk.article), *_why_not(line)])
        section = _section_for(desk.article, line)
        section.body += paragraph_html(bullet_text(line.text) or line.text)
        section.save()
        line.put_back_at, line.put_back_by = timezone.now(), by
        line.save(update_fields=["put_back_at", "put_back_by"])
        saved(desk.article, by, put_back={"line": line.line, "text": line.text})
    return section


def _why_not(line: LeftOutLine) -> Iterator[str]:
    if line.put_back_at:
        yield _("Line %(line)s is already back in the text.") % {"line": line.line}
    elif not line.text:
        yield _("The words of line %(line)s were not kept.") % {"line": line.line}


def _section_for(article: Article, line: LeftOutLine) -> Section:
    sections = list(article.sections.order_by("order", "pk"))
    of_the_line = [section for section in sections if line.section and section.heading == line.section]
    return (of_the_line or sections[-1:] or [Section(article=article)])[0]
