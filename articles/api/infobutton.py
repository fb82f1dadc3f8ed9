"""Answers what the record systems of hospitals ask: HL7 Context-Aware Knowledge Retrieval ("Infobutton").

The request is that of the URL-Based Implementation Guide; the answer an Atom feed, or the same feed in JSON
as MedlinePlus Connect writes it (https://medlineplus.gov/medlineplus-connect/web-service/).
"""

from datetime import datetime, time

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from articles.content.codes import asked_code
from articles.models import LiveEdition
from articles.records.approved import terms_coded
from articles.records.kinds import KINDS
from cancerinfo.web.public_pages import CACHING, text_parameter

from .answers import answer, read_only, refusal
from .records import address, review_state

CODE, SYSTEM, NAME = "mainSearchCriteria.v.c", "mainSearchCriteria.v.cs", "mainSearchCriteria.v.dn"
LANGUAGE, FORMAT = "informationRecipient.languageCode.c", "knowledgeResponseType"
# What else was asked is told back; it narrows nothing.
TOLD_BACK = (CODE, SYSTEM, NAME, LANGUAGE, "taskContext.c.c", "informationRecipient", "performer")
ATOM, JSON = "application/atom+xml", "application/json"
FORMATS = {"": ATOM, "text/xml": ATOM, "application/xml": ATOM, ATOM: ATOM, JSON: JSON}
STATE = "reviewState"
MOST = 20


@read_only
def infobutton(request):
    """Live articles whose subject has the code that is asked for, or is called as what is asked for."""
    asked = {name: text_parameter(request, name) for name in TOLD_BACK}
    if not (asked[CODE] or asked[NAME]):
        return refusal(400, f"{CODE} with {SYSTEM}, or {NAME}, must say what is asked for.")
    kind = FORMATS.get(text_parameter(request, FORMAT).lower())
    if kind is None:
        return refusal(400, f"{FORMAT} must be one of {', '.join(filter(None, FORMATS))}.")
    entries = [entry(live) for live in asked_for(asked)]
    return answer(as_json(asked, entries)) if kind == JSON else as_atom(asked, entries)


def asked_for(asked: dict[str, str]) -> list[LiveEdition]:
    """Those in the language asked for, the newest review first. "sp" is Spanish, as elsewhere."""
    language = {"": settings.LANGUAGE_CODE, "sp": "es"}.get(asked[LANGUAGE], asked[LANGUAGE])
    language = language.lower().partition("-")[0]
    found = LiveEdition.objects.filter(Q(language=language) | Q(language__startswith=f"{language}-"))
    code = asked_code(asked[SYSTEM], asked[CODE])
    coded = found.coded(code) if code else found.none()
    return list((coded | found.called(names_of(code, asked[NAME]))).order_by("-review_key")[:MOST])


def names_of(code: str, name: str) -> set[str]:
    """What the subject of a code is called: as the request says, and as the terms with this code are."""
    terms = terms_coded(code) if code else []
    return {name}.union(*(KINDS["term"].names_of(term) for term in terms))


def entry(live: LiveEdition) -> dict:
    page = address("article_detail", live.slug)
    return {
        "title": live.name,
        "link": page,
        "id": f"{page}#edition-{live.number}",
        "summary": " ".join(filter(None, [live.notice, live.summary])),
        "updated": live.published_at,
        "language": live.language,
        "state": review_state(live, timezone.localdate()),
    }


def last_change(entries: list[dict]) -> datetime:
    """When the newest entry was published. Without one the start of the day, so that a copy holds."""
    start = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    return max((each["updated"] for each in entries), default=start)


class KnowledgeResponse(Atom1Feed):
    """A feed whose categories say of what scheme they are: what was asked, and how an entry is reviewed."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for name, value in self.feed["asked"].items():
            handler.addQuickElement("category", "", {"scheme": name, "term": value})

    def latest_post_date(self):
        return self.feed["changed"]

    def item_attributes(self, item):
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("category", "", {"scheme": STATE, "term": item["state"]})


def as_atom(asked: dict[str, str], entries: list[dict]) -> HttpResponse:
    feed = KnowledgeResponse(
        settings.SITE_NAME,
        address("home"),
        "",
        author_name=settings.SITE_PUBLISHER,
        feed_guid=address("infobutton"),
        changed=last_change(entries),
        asked={name: value for name, value in asked.items() if value},
    )
    for each in entries:
        feed.add_item(
            each["title"],
            each["link"],
            each["summary"],
            unique_id=each["id"],
            updateddate=each["updated"],
            language=each["language"],
            state=each["state"],
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type=f"{ATOM}; charset=utf-8")
    patch_cache_control(response, **CACHING)
    return response


def text(value: str) -> dict:
    return {"type": "text", "_value": value}


def as_json(asked: dict[str, str], entries: list[dict]) -> dict:
    """The feed as MedlinePlus Connect writes it: text in `_value`, attributes by their names."""
    return {
        "feed": {
            "title": text(settings.SITE_NAME),
            "id": {"_value": address("infobutton")},
            "updated": {"_value": rfc3339_date(last_change(entries))},
            "author": {"name": {"_value": settings.SITE_PUBLISHER}, "uri": {"_value": address("home")}},
            "category": [{"scheme": name, "term": value} for name, value in asked.items()],
            "entry": [
                {
                    "lang": each["language"],
                    "title": text(each["title"]),
                    "link": [{"href": each["link"], "rel": "alternate"}],
                    "id": {"_value": each["id"]},
                    "summary": text(each["summary"]),
                    "updated": {"_value": rfc3339_date(each["updated"])},
                    "category": [{"scheme": STATE, "term": each["state"]}],
                }
                for each in entries
            ],
        }
    }
