"""A walk of all addresses as each role. `--walk=20000` takes more steps, and prints what it did."""

import time
from itertools import islice
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_public_site
from tests.walk import PARAMETERS, ROLES, Step, Walker, filled, real_values, steps, templates

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def value_of(rows_of_class):
    edition = rows_of_class(make_public_site)
    return real_values(slug=edition.slug, key="reading", number="1", section="articles", name="audit")


class TestWalk:
    def test_no_address_parameter_or_method_makes_the_site_fail(self, value_of, request, capsys):
        count, walker, began = request.config.getoption("walk"), Walker(), time.perf_counter()
        for step in islice(steps(value_of), count):
            walker.take(step)
        walked, seconds = walker.walked, time.perf_counter() - began
        if count > 5000:
            with capsys.disabled():
                print(f"\n{walked.count} requests in {seconds:.0f} s, {len(walked.faults)} faults")
                print(sorted(walked.statuses.items()))
                print(*(f"{taken:.2f} s  {step}" for taken, step in walked.slowest), sep="\n")
        assert walked.faults == []

    def test_no_text_does(self, value_of):
        walker = Walker()

        @settings(max_examples=100, derandomize=True, database=None)
        @given(
            st.sampled_from([*templates()]), st.sampled_from(ROLES), st.sampled_from(PARAMETERS), st.text()
        )
        def ask(template, role, name, text):
            text = quote(text, safe="")
            walker.take(Step(role, "GET", f"{filled(template, value_of)}?{name}={text}"))
            walker.take(Step(role, "GET", filled(template, lambda *_: text)))
            assert walker.walked.faults == []

        ask()
