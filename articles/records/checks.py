"""What the language rules find in the proposed text of a record."""

from dataclasses import replace
from html import escape

from django.utils import timezone
from django.utils.translation import gettext_noop as _

from articles.content import ArticleContent, SectionContent
from articles.content.records import Line, lines
from articles.content_checks import RULES, Facts, Finding, words_with
from articles.content_checks.page import ACTIVE, page_of_content
from articles.content_checks.registry import run
from articles.models import Phrase

LANGUAGE_RULES = ("promotional", "over-claim", "active-content", "hidden-letters")
# An import takes active content out of a text, nobody takes it out of a record.
ADVICE = {"active-content": _("Take it out.")}


def findings(text) -> list[Finding]:
    """What the language rules find; the section of a finding is the field it stands in."""
    words = words_with(Phrase.objects.values_list("list", "text"))
    facts = Facts(timezone.localdate(), words=words)
    found = run(page_of_content(_as_content(text)), facts, [RULES[name] for name in LANGUAGE_RULES])
    return [replace(each, advice=ADVICE.get(each.rule, each.advice)) for each in found]


def _as_content(text) -> ArticleContent:
    """A content that says what the text says, a section a field: rules read contents."""
    prose = (line for line in lines(text) if line.is_prose)
    sections = tuple(SectionContent(heading=line.place, body=_body(line)) for line in prose)
    return ArticleContent(title="", slug="", sections=sections)


def _body(line: Line) -> str:
    """The words of a line as HTML. Markup in plain text is left as it is where a rule must see it."""
    if line.is_html or ACTIVE.search(line.text):
        return line.text
    return "".join(f"<p>{escape(words)}</p>" for words in line.text.splitlines() if words.strip())
