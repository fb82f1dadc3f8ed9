"""Which words of two texts stayed: every word is accounted for, and the work is bounded."""

import difflib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.editions.changes import compared
from articles.text import word_alignment
from articles.text.word_alignment import SHORT, Run, kept_runs, likeness, longest_rise

LONG = 5 * SHORT
words = st.lists(st.sampled_from("abcdefg"), max_size=40)


def texts_of(parts, *kinds):
    return " ".join(part.text for part in parts if part.kind in kinds).split()


def shuffled(seed, count, vocabulary):
    return [f"w{Random(seed + n).randrange(vocabulary)}" for n in range(count)]


class TestKeptRuns:
    @given(words, words)
    def test_a_run_is_the_same_in_both_and_runs_rise(self, old, new):
        i = k = 0
        for run in kept_runs(old, new):
            assert run.length
            assert run.old >= i
            assert run.new >= k
            i, k = run.old + run.length, run.new + run.length
            assert old[run.old : i] == new[run.new : k]

    @pytest.mark.parametrize("vocabulary", [2, 50, 10_000])
    def test_every_word_of_both_texts_is_shown(self, vocabulary):
        old, new = shuffled(1, LONG, vocabulary), shuffled(2_000, LONG, vocabulary)
        parts = compared(" ".join(old), " ".join(new))
        assert texts_of(parts, "kept", "removed") == old
        assert texts_of(parts, "kept", "added") == new

    def test_a_text_is_one_run(self):
        assert kept_runs(["a"] * LONG, ["a"] * LONG) == [Run(0, 0, LONG)]

    def test_one_word_in_a_long_repeating_text_is_one_change(self):
        old = ["a"] * LONG
        assert kept_runs(old, [*old[:SHORT], "b", *old[SHORT:]]) == [
            Run(0, 0, SHORT),
            Run(SHORT, SHORT + 1, LONG - SHORT),
        ]

    def test_two_changes_far_apart_leave_what_is_between(self):
        old = [f"w{n}" for n in range(LONG)]
        new = ["first", *old[1:-1], "last"]
        assert kept_runs(old, new) == [Run(1, 1, LONG - 2)]

    def test_a_long_piece_without_a_word_that_stands_once_is_replaced_as_a_whole(self):
        old, new = ["a", "b"] * LONG, ["b", "c", "c", "a", "c"] * LONG
        assert kept_runs(old, new) == []


class TestBoundedWork:
    @pytest.fixture
    def compared_lengths(self, monkeypatch):
        lengths = []

        class Counting(difflib.SequenceMatcher):
            def __init__(self, isjunk, a, b, autojunk):
                lengths.append(len(a) + len(b))
                super().__init__(isjunk, a, b, autojunk)

        monkeypatch.setattr(word_alignment.difflib, "SequenceMatcher", Counting)
        return lengths

    @pytest.mark.parametrize("vocabulary", [1, 2, 50, 10_000])
    def test_difflib_sees_short_pieces_and_each_word_once(self, compared_lengths, vocabulary):
        kept_runs(shuffled(1, LONG, vocabulary), shuffled(2_000, LONG, vocabulary))
        assert max(compared_lengths, default=0) <= 2 * SHORT
        assert sum(compared_lengths) <= 2 * LONG


class TestLikeness:
    def test_half_the_words(self):
        assert likeness(list("abcd"), list("abxy")) == 0.5

    def test_two_empty_texts_are_alike(self):
        assert likeness([], []) == 1


class TestLongestRise:
    @given(st.permutations(range(8)))
    def test_it_rises_and_nothing_longer_does(self, places):
        rise = [places[index] for index in longest_rise(places)]
        best = [1] * len(places)
        for i in range(len(places)):
            best[i] += max((best[j] for j in range(i) if places[j] < places[i]), default=0)
        assert rise == sorted(rise)
        assert len(rise) == max(best)
