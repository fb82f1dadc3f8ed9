"""What the notices about a source say together, in whatever order they came."""

from collections.abc import Iterable, Iterator

from articles.editions.cited_sources import RETRACTIONS
from articles.models import ListedNotice, RetractionNotice, Source

# The weakest first: of several that stand, the strongest is the status.
STATUSES = ("", "corrected", "superseded", "concern", "retracted")
REINSTATED = ""


def status_of(notices: Iterable[RetractionNotice | ListedNotice]) -> str:
    """The strongest status that stands, a value of Source.RetractionStatus.

    A reinstatement takes back the retractions before it, and nothing else does. One of the same day takes
    back nothing: which of the two came first isn't known, and a warning too many harms nobody.
    """
    notices = list(notices)
    reinstated_on = [notice.noticed_on for notice in notices if notice.status == REINSTATED]
    standing = (
        notice.status
        for notice in notices
        if notice.status not in RETRACTIONS or all(day <= notice.noticed_on for day in reinstated_on)
    )
    return max(standing, key=STATUSES.index, default="")


def is_stronger(status: str, other: str) -> bool:
    return STATUSES.index(status) > STATUSES.index(other)


def why_not_weaker(notices: Iterable[RetractionNotice | ListedNotice], status: str) -> Iterator[str]:
    """A sentence if the notices about a source say more than the status that somebody gives it by hand: one
    person takes no warning of the lists off pages."""
    told = status_of(notices)
    if is_stronger(told, status):
        yield (
            f"The lists say “{Source.RetractionStatus(told).label}” of this source. Only a newer notice in a "
            "list, such as a reinstatement, takes that back."
        )


def lines_of(notices: Iterable[RetractionNotice]) -> list[str]:
    """A line for each notice: those that give the status first, then the newest first."""
    notices = list(notices)
    status = status_of(notices)
    ordered = sorted(
        notices,
        key=lambda notice: (notice.status == status, notice.noticed_on, notice.record_id),
        reverse=True,
    )
    return list(dict.fromkeys(map(_line, ordered)))


def _line(notice: RetractionNotice) -> str:
    where = f", https://doi.org/{notice.notice_doi}" if notice.notice_doi else ""
    return " ".join(f"{notice.nature}, {notice.noticed_on.isoformat()}{where}. {notice.reason}".split())
