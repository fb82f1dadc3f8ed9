"""Which parts of a text a minor change may touch: sentences of sections that state no effect on people."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from django.utils.translation import gettext as _

from articles.content import ArticleContent, SectionContent
from articles.content.purposes import is_guarded

from .bodies import body_slips
from .slips import Refused, Slips
from .words import Guarded


def why_not_minor(before: ArticleContent, after: ArticleContent, glossary: Iterable[str] = ()) -> list[str]:
    """Sentences that say why the step from `before` to `after` isn't a minor change; none if it is one.

    Minor are slips in existing sentences: a misspelling, British or American spelling, a doubled word,
    spaces, quotation marks and the few commas and hyphens that can't change what is said. `glossary` holds
    names and synonyms of terms: none of their words may change.
    """
    reasons = list(_field_reasons(before, after))
    if len(before.sections) != len(after.sections):
        return [*reasons, _("A section was added or removed.")]
    slips = Slips(Guarded(glossary), before.language, _words_in_lower_case(before))
    for old, new in zip(before.sections, after.sections, strict=True):
        reasons += _section_reasons(old, new, slips)
    return reasons


def _words_in_lower_case(content: ArticleContent) -> frozenset[str]:
    text = " ".join(section.body for section in content.sections)
    return frozenset(word for word in text.split() if word.isalpha() and word.islower())


def _field_reasons(before: ArticleContent, after: ArticleContent) -> Iterator[str]:
    for item in fields(ArticleContent):
        if item.name not in {"sections", "schema"} and getattr(before, item.name) != getattr(
            after, item.name
        ):
            yield _("The field “%(field)s” changed.") % {"field": item.name.replace("_", " ")}


def _section_reasons(old: SectionContent, new: SectionContent, slips: Slips) -> Iterator[str]:
    if old == new:
        return
    name = old.heading or _("without heading")
    if replace(old, body="") != replace(new, body=""):
        yield _(
            "The section “%(name)s” has a different heading, level, purpose or urgency, or was moved."
        ) % {"name": name}
    elif is_guarded(old.purpose) or old.urgency:
        purpose = old.purpose.replace("-", " ")
        yield _("The section “%(name)s” (%(purpose)s) may not change without a review.") % {
            "name": name,
            "purpose": purpose,
        }
    else:
        try:
            body_slips(old.body, new.body, slips)
        except Refused as refusal:
            yield _("In the section “%(name)s”: %(refusal)s") % {"name": name, "refusal": refusal}
