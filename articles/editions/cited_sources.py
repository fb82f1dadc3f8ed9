"""Which sources a live edition cites, and what its review knew of each: written when it is shown."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from articles.models import Act, CitedSource, Edition, Source

# Withdrawn, or withdrawn and replaced.
RETRACTIONS = ("superseded", "retracted")


def cited_rows(editions: Sequence[Edition]) -> dict[int, list[CitedSource]]:
    """By key, the rows of editions that are about to take the place of the live ones, not saved yet.

    Two queries, and one for each certified minor change. They read the rows of the edition before, so they
    come first.
    """
    keys = {each.pk: [source["key"] for source in each.content["sources"]] for each in editions}
    states = retraction_states(key for cited in keys.values() for key in cited)
    flags = _flags_since_review(editions)
    return {
        each.pk: [
            CitedSource(edition=each, key=key, known_status=known.get(key, "")) for key in keys[each.pk]
        ]
        for each in editions
        for known in [_known_states(each, states, flags[each.article_id])]
    }


def retraction_states(keys: Iterable[str]) -> dict[str, str]:
    """The retraction status, by key, of those sources that have one."""
    wanted = list(keys)
    if not wanted:
        return {}
    marked = Source.objects.marked().filter(key__in=wanted)
    return dict(marked.values_list("key", "retraction_status"))


def retracted_keys(keys: Iterable[str]) -> set[str]:
    """Those of the sources that are retracted by now."""
    return {key for key, status in retraction_states(keys).items() if status in RETRACTIONS}


def _flags_since_review(editions: Sequence[Edition]) -> dict[int, list[Act]]:
    """By key of the article, the flags that came after the sign-off of its edition, the newest first."""
    signed = {each.article_id: each.sign_off.signed_at for each in editions}
    found: dict[int, list[Act]] = defaultdict(list)
    for flag in Act.objects.filter(article__in=signed, verb=Act.Verb.FLAG).order_by("-at", "-pk"):
        if flag.article_id and flag.at > signed[flag.article_id]:
            found[flag.article_id].append(flag)
    return found


def _known_states(edition: Edition, now: dict[str, str], flags: Iterable[Act]) -> dict[str, str]:
    """The states that the reviewer could know. A certified minor change adds nothing to that."""
    if edition.sign_off.carries_id:
        before = CitedSource.objects.filter(edition__live__article=edition.article_id)
        return now | dict(before.values_list("key", "known_status"))
    known = dict(now)
    for flag in flags:
        known |= {key: before for key, (before, _) in flag.detail["sources"].items()}
    return known
