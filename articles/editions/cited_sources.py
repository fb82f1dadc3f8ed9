"""Which sources a live edition cites, and what its review knew of each: written when it is shown."""

from collections.abc import Iterable

from articles.models import Act, CitedSource, Edition, Source

# Withdrawn, or withdrawn and replaced.
RETRACTIONS = ("superseded", "retracted")


def cited_rows(edition: Edition) -> list[CitedSource]:
    """The rows of an edition that is about to take the place of the live one, not saved yet.

    Three queries at most. They read the rows of the edition before, so they come first.
    """
    keys = [source["key"] for source in edition.content["sources"]]
    known = _known_states(edition, keys)
    return [CitedSource(edition=edition, key=key, known_status=known.get(key, "")) for key in keys]


def retraction_states(keys: Iterable[str]) -> dict[str, str]:
    """The retraction status, by key, of those sources that have one."""
    marked = Source.objects.marked().filter(key__in=list(keys))
    return dict(marked.values_list("key", "retraction_status"))


def retracted_keys(keys: Iterable[str]) -> set[str]:
    """Those of the sources that are retracted by now."""
    return {key for key, status in retraction_states(keys).items() if status in RETRACTIONS}


def _known_states(edition: Edition, keys: list[str]) -> dict[str, str]:
    """The states that the reviewer could know. A certified minor change adds nothing to that."""
    now = retraction_states(keys) if keys else {}
    if edition.sign_off.carries_id:
        before = CitedSource.objects.filter(edition__live__article=edition.article_id)
        return now | dict(before.values_list("key", "known_status"))
    flags = Act.objects.filter(
        article=edition.article_id, verb=Act.Verb.FLAG, at__gt=edition.sign_off.signed_at
    )
    for flag in flags.order_by("-at", "-pk"):
        now |= {key: before for key, (before, _) in flag.detail["sources"].items()}
    return now
