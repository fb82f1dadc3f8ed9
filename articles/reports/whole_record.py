"""All that can be proved of what is written once."""

from collections.abc import Iterable, Iterator
from itertools import chain

from .chain_audit import Head, chain_faults
from .editions_audit import faults
from .fault import Fault
from .records_audit import record_faults


def faults_of_record(noted: Iterable[Head] = ()) -> Iterator[Fault]:
    """The faults of the chain, of editions and of records; `noted` are heads that somebody kept."""
    return chain(chain_faults(noted), faults(), record_faults())
