"""The waivers of an edition as pages tell them: exceptions to the rules, and sentences that aren't faults."""

from collections.abc import Iterable
from datetime import date


def exceptions_among(waivers: Iterable[dict]) -> list[dict]:
    """Those of Edition.waivers that hold until a day, with `until` as a date."""
    return [{**each, "until": date.fromisoformat(each["until"])} for each in waivers if each["until"]]


def no_faults_among(waivers: Iterable[dict]) -> list[dict]:
    """Those of Edition.waivers that hold while their sentence stands, with `since` as a date."""
    return [{**each, "since": date.fromisoformat(each["since"])} for each in waivers if not each["until"]]
