"""What the checks find in working copies, with the facts that only the database knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from articles.content import ArticleContent
from articles.content_checks.facts import Facts, KnownOrganization
from articles.content_checks.finding import ERROR, Finding
from articles.content_checks.metadata import OF_SIGN_OFF
from articles.content_checks.page import page_of_content, same_title
from articles.content_checks.parts import check_content
from articles.content_checks.registry import Rule, run, why_never_waived
from articles.content_checks.words import words_with
from articles.models import Article, LiveRecord, Phrase, SignOff, Source, Waiver
from articles.working_copy.contents import read_contents
from resources.models import Contact, Organization, Synonym, Term


@dataclass(frozen=True)
class ArticleFinding:
    """A finding in an article's text, and the waiver in force for it, if there is one."""

    finding: Finding
    waiver: Waiver | None = None

    @property
    def is_open_error(self) -> bool:
        return self.finding.severity == ERROR and self.waiver is None

    @property
    def awaits_sign_off(self) -> bool:
        """Whether the sign-off of the text settles it: nobody has to fix or waive it before."""
        return self.finding.rule == "metadata-missing" and self.finding.trigger in OF_SIGN_OFF

    @property
    def why_never_waived(self) -> str:
        """Why nobody may waive it, as a sentence; "" if somebody may."""
        return why_never_waived(self.finding)

    @property
    def must_be_fixed(self) -> bool:
        """Whether an editor has to fix it, or somebody to waive it, before the text is published."""
        return self.is_open_error and not self.awaits_sign_off


def article_findings(article: Article, today: date | None = None) -> list[ArticleFinding]:
    """What the checks find in the working copy as it stands in the database."""
    [content] = read_contents([article])
    return content_findings(content, facts_about(article, content, today), waivers_in_force(article, today))


def content_findings(
    content: ArticleContent,
    facts: Facts,
    waivers: Iterable[Waiver] = (),
    rules: Iterable[Rule] | None = None,
) -> list[ArticleFinding]:
    """What the checks find in a content, saved or not. `waivers` are those in force, the newest first;
    `rules` are those to check by, all without."""
    found = run(page_of_content(content), facts, rules) if rules else check_content(content, facts)
    return with_waivers(found, waivers)


def with_waivers(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> list[ArticleFinding]:
    """Each finding with the newest of the waivers that is for it. What nobody may waive has none."""
    in_force: dict[tuple[str, str], Waiver] = {}
    for waiver in waivers:
        in_force.setdefault((waiver.rule, waiver.fingerprint), waiver)
    if not in_force:
        return [ArticleFinding(finding) for finding in findings]
    return [ArticleFinding(finding, _waiver_of(finding, in_force)) for finding in findings]


def _waiver_of(finding: Finding, in_force: Mapping[tuple[str, str], Waiver]) -> Waiver | None:
    if why_never_waived(finding):
        return None
    by_words = in_force.get((finding.rule, finding.fingerprint))
    return by_words or in_force.get((finding.rule, finding.fingerprint_by_place))


def facts_about(article: Article, content: ArticleContent, today: date | None = None) -> Facts:
    """The facts for a content of this article that may not be saved: a sign-off counts for its text only."""
    house = house_facts(today)
    return with_sign_off(
        house, sign_offs({article.pk: content.digest()}, house.today).get(article.pk) if article.pk else None
    )


def waivers_in_force(article: Article, today: date | None = None) -> list[Waiver]:
    """The waivers of an article that still hold, the newest first."""
    today = today or timezone.localdate()
    return waivers_by_article([article], today).get(article.pk, []) if article.pk else []


def house_facts(today: date | None = None, with_titles: bool = False) -> Facts:
    """The facts that are the same for all articles. Only a scraped text needs the titles of the others."""
    terms, undefined_terms = _terms()
    return Facts(
        today=today or timezone.localdate(),
        titles=_titles() if with_titles else frozenset(),
        organizations=tuple(_organizations()),
        words=words_with(Phrase.objects.values_list("list", "text")),
        source_states=dict(Source.objects.marked().order_by().values_list("key", "retraction_status")),
        terms=terms,
        undefined_terms=undefined_terms,
        # A demonstration has nobody who answers letters, and says so on every page.
        has_contact=bool(settings.SITE_CONTACT) or settings.DEMONSTRATION,
    )


def with_sign_off(facts: Facts, sign_off: SignOff | None) -> Facts:
    """The facts and what a reviewer's approval adds to them."""
    if not sign_off:
        return facts
    return replace(
        facts,
        reviewer=sign_off.reviewer.get("name", ""),
        reviewer_interests=sign_off.reviewer.get("interests", ""),
        reviewed_on=timezone.localdate((sign_off.carries or sign_off).signed_at),
        evidence_on=sign_off.evidence_on,
    )


def sign_offs(digests: Mapping[int, str], today: date | None = None) -> dict[int, SignOff]:
    """By key of an article, the latest verdict on the text with this digest, if it is an approval."""
    latest: dict[int, SignOff] = {}
    rows = SignOff.objects.counting(today).filter(article__in=list(digests), digest__in=digests.values())
    for sign_off in (
        rows.select_related("carries").defer("content", "carries__content").order_by("-signed_at", "-pk")
    ):
        if digests[sign_off.article_id] == sign_off.digest:
            latest.setdefault(sign_off.article_id, sign_off)
    return {pk: row for pk, row in latest.items() if row.verdict == SignOff.Verdict.APPROVED}


def waivers_by_article(articles: Sequence[Article], today: date) -> Mapping[int, list[Waiver]]:
    """By key of an article, its waivers that still hold, the newest first. The newest for a finding takes the
    place of those before, also to end them. One by somebody who wrote into the text since holds no longer."""
    grouped: dict[int, list[Waiver]] = {}
    rows = Waiver.objects.filter(article__in=[article.pk for article in articles])
    # Hardly any article has one.
    if not rows.exists():
        return grouped
    rows = rows.by_others()
    newest: dict[tuple[int, str, str], Waiver] = {}
    for waiver in rows.select_related("waived_by").order_by("-waived_at", "-pk"):
        newest.setdefault((waiver.article_id, waiver.rule, waiver.fingerprint), waiver)
    for waiver in newest.values():
        if waiver.until is None or waiver.until >= today:
            grouped.setdefault(waiver.article_id, []).append(waiver)
    return grouped


def _titles() -> frozenset[str]:
    return frozenset(same_title(title) for title in Article.objects.in_use().values_list("title", flat=True))


def _organizations() -> Iterable[KnownOrganization]:
    page = Contact.objects.filter(organization=OuterRef("pk"), kind=Contact.Kind.WEB)
    rows = Organization.objects.filter(trashed_at__isnull=True).annotate(has_web_page=Exists(page))
    for name, slug, abbreviation, has_web_page in rows.order_by("pk").values_list(
        "name", "slug", "abbreviation", "has_web_page"
    ):
        yield KnownOrganization(name, slug, abbreviation, has_web_page)


def _terms() -> tuple[frozenset[str], frozenset[str]]:
    """All words of the glossary, and the names and abbreviations of terms that readers can't look up yet."""
    listed = set(LiveRecord.objects.defined().values_list("record", flat=True))
    own_names = {Synonym.Kind.ABBREVIATION, Synonym.Kind.BRAND}
    terms, undefined = set(), set()
    for pk, name in Term.objects.values_list("pk", "name"):
        terms.add(name.casefold())
        undefined |= set() if pk in listed else {name.casefold()}
    for pk, text, kind in Synonym.objects.values_list("term", "text", "kind"):
        terms.add(text.casefold())
        undefined |= {text.casefold()} if pk not in listed and kind in own_names else set()
    return frozenset(terms), frozenset(undefined)
