"""Where in an article's form a finding is settled that stands in no section, for templates."""

from django import template

from articles.content import PURPOSES
from articles.content_checks.finding import Finding

register = template.Library()

TEXT = "id_document"
AUTHORS, ORGANIZATIONS, SEE_ALSO = "article_authors-group", "article_organizations-group", "see_also-group"
# By the name of the rule, or of one kind of its findings ("rule:kind"). All others are about the text.
PLACES = {
    "metadata-missing:category": "id_category",
    "metadata-missing:author": AUTHORS,
    "metadata-missing:disclaimer": "id_disclaimer",
    "main-message-missing": "id_main_message",
    "main-message-long": "id_main_message",
    "main-message-passive": "id_main_message",
    "summary-missing": "id_summary",
    "aim-missing": "id_aim",
    "author-unqualified": AUTHORS,
    "interests-missing": AUTHORS,
    "funding-missing": "id_funding",
    "licence-missing": "id_licence",
    "language-missing": "id_language",
    "subject-missing": "id_tags",
    "audience-not-patients": "id_audience",
    "related-unresolved": SEE_ALSO,
    "related-off-topic": SEE_ALSO,
    "other-options-unlinked": SEE_ALSO,
    "organization-no-url": ORGANIZATIONS,
    "organization-generic": ORGANIZATIONS,
    "help-missing": ORGANIZATIONS,
    "token-broken:title": "id_title",
    "token-broken:main message": "id_main_message",
    "token-broken:summary": "id_summary",
    "token-broken:aim": "id_aim",
    "token-broken:disclaimer": "id_disclaimer",
    "token-broken:funding": "id_funding",
    "token-broken:licence": "id_licence",
    "token-broken:change note": "id_change_note",
}


@register.filter
def place(finding: Finding) -> str:
    """The `id` of the field or of the rows where the finding is settled."""
    return PLACES.get(f"{finding.rule}:{finding.kind}", PLACES.get(finding.rule, TEXT))


@register.filter
def lacking_purpose(finding: Finding) -> str:
    """The purpose of the section that the page lacks; "" if the finding isn't about one."""
    purpose = finding.rule.removesuffix("-missing")
    return purpose if purpose in PURPOSES and purpose != finding.rule else ""


@register.filter
def usual_heading(purpose: str) -> str:
    """With which words a section of that purpose may begin."""
    return PURPOSES[purpose].question or PURPOSES[purpose].name.capitalize()
