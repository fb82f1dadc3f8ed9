"""The rules on sentences are right on sentences that were labelled beforehand."""

from collections import Counter

import pytest

from tests.labelled_sentences import LABELLED, read_labelled


@pytest.fixture(scope="module")
def labelled():
    return read_labelled()


class TestSentences:
    def test_they_are_many_each_with_its_reason_and_half_of_them_held_back(self, labelled):
        halves = Counter(each.half for each in labelled)
        assert halves["tuned"] + halves["held back"] >= 600
        assert abs(halves["tuned"] - halves["held back"]) <= 1
        assert all(each.reason for each in labelled)
        assert len({each.text for each in labelled}) == len(labelled)

    def test_their_rules_are_those_that_are_scored(self, labelled):
        assert set().union(*(each.rules for each in labelled)) == set(LABELLED)
