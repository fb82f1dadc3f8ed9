"""The links that lead readers out of the site: where they stand, and whether they still answer."""

import html
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from queue import SimpleQueue
from urllib.parse import urlsplit

from django.db import transaction

from articles.models import CitedSource, Edition, LinkCheck, Source
from articles.reports.web_address import Answer, Unreachable
from resources.models import Contact

LINK = re.compile(r'<a\b[^>]*\bhref="(https?://[^"]+)"', re.IGNORECASE)
# A server that turns robots away says nothing about its page: an editor has to look.
TURNS_ROBOTS_AWAY = {401, 403, 405, 406, 429, 451, 503, 999}
HOSTS_AT_ONCE = 8
LONGEST = 700

Place = Mapping[str, object]


@dataclass(frozen=True)
class Outcome:
    """What is wrong with an address, as a sentence; "" if it answers. What doesn't fail is a warning only."""

    problem: str = ""
    fails: bool = False


def outward_links() -> dict[str, list[Place]]:
    """Every web address on pages that readers see, with its places: those of LinkCheck."""
    found: dict[str, list[Place]] = {}
    for address, place in _places():
        known = found.setdefault(address, [])
        if len(address) <= LONGEST and place not in known:
            known.append(place)
    return {address: places for address, places in found.items() if places}


def _places() -> Iterator[tuple[str, Place]]:
    for edition in Edition.objects.live().defer("rendered").order_by("pk").iterator(chunk_size=200):
        place = {"kind": "article", "pk": edition.article_id, "name": edition.title}
        for section in edition.article_content().sections:
            for link in LINK.finditer(section.body):
                yield html.unescape(link[1]), place
    cited = CitedSource.objects.filter(edition__live__isnull=False)
    for source in Source.objects.filter(key__in=cited.values("key")).order_by("key"):
        place = {"kind": "source", "pk": source.pk, "name": source.key}
        for address in filter(None, (source.url, f"https://doi.org/{source.doi}" if source.doi else "")):
            yield address, place
    pages = Contact.objects.listed().filter(kind=Contact.Kind.WEB)
    for contact in pages.select_related("organization").order_by("pk"):
        place = {"kind": "organization", "pk": contact.organization_id, "name": contact.organization.name}
        yield contact.value, place


def still_to_check(links: Mapping[str, list[Place]], today: date) -> dict[str, list[Place]]:
    """Those that weren't asked today, so that a check which was stopped goes on where it was."""
    done = set(LinkCheck.objects.filter(checked_on=today).values_list("address", flat=True))
    return {address: places for address, places in links.items() if address not in done}


def forget_others(links: Mapping[str, list[Place]]):
    """Deletes the answers of addresses that are no longer on any page."""
    known = LinkCheck.objects.values_list("address", flat=True)
    LinkCheck.objects.filter(address__in=set(known) - set(links)).delete()


def check_links(
    links: Mapping[str, list[Place]], ask: Callable[[str], Answer], today: date, pause: float = 1.0
) -> Iterator[LinkCheck]:
    """Asks every address and notes the answer; yields each as it comes in. Hosts are asked side by side, the
    pages of one host one after the other, `pause` seconds apart.
    """
    hosts = groupby(sorted(links, key=_host), key=_host)
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        answers: SimpleQueue = SimpleQueue()
        jobs = [pool.submit(_ask_host, list(group), ask, pause, answers.put) for _host_name, group in hosts]
        for job in jobs:
            job.add_done_callback(answers.put)
        yield from _noted(answers, len(jobs), links, today)


def _noted(answers: SimpleQueue, jobs: int, links: Mapping[str, list[Place]], today: date):
    """The rows of the answers as they come, until all jobs are done; raises what ended a job."""
    while jobs:
        answer = answers.get()
        if isinstance(answer, Future):
            jobs -= 1
            answer.result()
        else:
            address, outcome = answer
            yield note_answer(address, outcome, links[address], today)


def _host(address: str) -> str:
    return urlsplit(address).netloc.lower()


def _ask_host(addresses: Iterable[str], ask: Callable[[str], Answer], pause: float, tell: Callable):
    for place, address in enumerate(addresses):
        if place:
            time.sleep(pause)
        tell((address, outcome_of(address, ask)))


def outcome_of(address: str, ask: Callable[[str], Answer]) -> Outcome:
    try:
        status = ask(address).status
    except Unreachable as error:
        return Outcome(str(error), fails=True)
    if status in TURNS_ROBOTS_AWAY:
        return Outcome(f"The server turns robots away, with {status}. Please look at the page yourself.")
    if status < 400:
        return Outcome()
    gone = status in {404, 410}
    return Outcome("The page is gone." if gone else f"The server answers with error {status}.", fails=True)


@transaction.atomic
def note_answer(address: str, outcome: Outcome, places: list[Place], today: date) -> LinkCheck:
    """Stores how an address answered today. A second check on a day isn't a second day."""
    row = LinkCheck.objects.select_for_update().filter(address=address).first()
    row = row or LinkCheck(address=address, checked_on=date.min)
    if not outcome.fails:
        row.failed_days, row.failed_since = 0, None
    elif not row.failed_days:
        row.failed_days, row.failed_since = 1, today
    elif row.checked_on < today:
        row.failed_days += 1
    row.problem, row.places, row.checked_on = outcome.problem[:200], places, today
    row.save()
    return row
