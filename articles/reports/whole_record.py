"""All that can be proved of what is written once."""

from collections.abc import Callable, Iterable, Iterator

from articles.models import ChainLink, Edition

from .chain_audit import Head, chain_faults
from .editions_audit import faults
from .fault import Fault
from .records_audit import record_faults


def faults_of_record(
    noted: Iterable[Head] = (), progress: Callable[[int, int], object] = lambda done, total: None
) -> Iterator[Fault]:
    """The faults of the chain, of editions and of records; `noted` are heads that somebody kept. `progress`
    gets the number of links and editions that were looked at, and of all."""
    links = ChainLink.objects.count()
    total = links + Edition.objects.count()
    yield from chain_faults(noted, lambda done: progress(done, total))
    yield from faults(lambda done: progress(links + done, total))
    yield from record_faults()
