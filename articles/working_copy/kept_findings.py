"""The findings of many working copies, worked out once for each text.

Findings follow from the text, the rules and the facts; a key is made of all three, so that whatever changes
(an edit, a sign-off, a retraction, the glossary, a new release) makes the kept ones worthless by itself.
Waivers are looked up each time. Acts on one text and the form of an article don't trust what is kept: they
check afresh.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path

from articles import content, content_checks, text
from articles.content import ArticleContent
from articles.content_checks.facts import Facts
from articles.content_checks.finding import Finding
from articles.content_checks.metadata import last_day_of
from articles.content_checks.parts import check_content
from articles.content_checks.registry import RULES
from articles.models import Article, StoredFindings
from articles.working_copy.contents import read_contents

from .findings import ArticleFinding, house_facts, sign_offs, waivers_by_article, with_sign_off, with_waivers

# Not in the key: the day decides by `holds_until`, and the titles only matter to scraped texts.
OTHERWISE_MINDED = {"today", "titles"}
# What a sign-off adds to the facts of the house.
OF_SIGN_OFF = ("reviewer", "reviewer_interests", "reviewed_on", "evidence_on")
# The rules and all that they import of the program.
RULES_REST_ON = (content_checks, content, text)


def kept_findings(
    articles: Sequence[Article], house: Facts | None = None, most: int | None = None
) -> list[list[ArticleFinding] | None]:
    """The findings of each working copy, by the digest stored on it, in a steady number of queries.

    Those that nobody has asked for yet are worked out and kept, at most `most` of them; None for the others.
    """
    house = house or house_facts()
    found = kept_of({article.pk: article.digest for article in articles}, house)
    found |= _check([article for article in articles if article.pk not in found][:most], house)
    waivers = waivers_by_article(articles, house.today)
    return [
        with_waivers(found[article.pk], waivers.get(article.pk, ())) if article.pk in found else None
        for article in articles
    ]


def checked_findings(
    articles: Sequence[Article],
    house: Facts | None = None,
    contents: Sequence[ArticleContent] | None = None,
) -> list[list[ArticleFinding]]:
    """The findings of each working copy as it stands in the database, worked out now, and kept. `contents`
    are the texts of those, where they are at hand."""
    house = house or house_facts()
    found = _check(articles, house, contents)
    waivers = waivers_by_article(articles, house.today)
    return [with_waivers(found[article.pk], waivers.get(article.pk, ())) for article in articles]


def kept_of(digests: Mapping[int, str], house: Facts) -> dict[int, list[Finding]]:
    """What is kept of texts, by keys of their articles, where it's what would be found now. `digests` are
    those of the texts."""
    keys = _keys(digests, house)
    rows = StoredFindings.objects.filter(
        article__in=list(keys), checked_on__lte=house.today, holds_until__gte=house.today
    )
    return {
        row.pk: [_from_plain(each) for each in row.findings] for row in rows if row.key == keys[row.pk][0]
    }


def _check(
    articles: Sequence[Article], house: Facts, contents: Sequence[ArticleContent] | None = None
) -> dict[int, list[Finding]]:
    if not articles:
        return {}
    texts = contents or read_contents(articles)
    by_key = {article.pk: each for article, each in zip(articles, texts, strict=True)}
    keys = _keys({pk: each.digest() for pk, each in by_key.items()}, house)
    found = {pk: check_content(each, keys[pk][1]) for pk, each in by_key.items()}
    StoredFindings.objects.bulk_create(
        (
            StoredFindings(
                article_id=pk,
                key=keys[pk][0],
                findings=[_plain(each) for each in findings],
                checked_on=house.today,
                holds_until=last_day_of(findings, house.today),
            )
            for pk, findings in found.items()
        ),
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["key", "findings", "checked_on", "holds_until"],
    )
    return found


def _keys(digests: Mapping[int, str], house: Facts) -> dict[int, tuple[str, Facts]]:
    """By key of an article: the key of its findings, and the facts that they follow from."""
    signed = sign_offs(digests, house.today)
    version = [rules_version(), facts_version(house)]
    found = {}
    for pk, digest in digests.items():
        facts = with_sign_off(house, signed.get(pk))
        told = [str(getattr(facts, name)) for name in OF_SIGN_OFF]
        found[pk] = hashlib.sha256(json.dumps([digest, *version, *told]).encode()).hexdigest(), facts
    return found


def facts_version(facts: Facts) -> str:
    """SHA-256 of all facts that findings follow from, but for the day."""
    told = {
        each.name: getattr(facts, each.name) for each in fields(facts) if each.name not in OTHERWISE_MINDED
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=_json).encode()).hexdigest()


def _json(value: object):
    if is_dataclass(value):
        # Not asdict, which copies each of some thousand organizations.
        return {each.name: getattr(value, each.name) for each in fields(value)}
    return value.isoformat() if isinstance(value, date) else sorted(value)


@cache
def rules_version() -> str:
    """SHA-256 of the program and the word lists of the rules: a release that changes one changes it."""
    folders = [Path(package.__file__).parent for package in RULES_REST_ON]
    files = sorted(file for folder in folders for file in folder.iterdir() if file.suffix in {".py", ".json"})
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _plain(finding: Finding) -> dict:
    """What differs from what the rule says by itself."""
    usual = Finding(finding.rule, RULES[finding.rule].severity, RULES[finding.rule].advice)
    told = {each.name: getattr(finding, each.name) for each in fields(finding)}
    return {"rule": finding.rule} | {
        name: value for name, value in told.items() if value != getattr(usual, name)
    }


def _from_plain(told: dict) -> Finding:
    rule = RULES[told["rule"]]
    return Finding(**{"severity": rule.severity, "advice": rule.advice} | told)
