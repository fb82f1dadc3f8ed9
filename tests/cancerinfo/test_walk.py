"""A walk of all addresses as each role, with other steps on each database. `make walk` takes more, and prints
what it met."""

import time
from itertools import islice
from urllib.parse import quote

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_public_site
from tests.walk import IN_EACH_RUN, PARAMETERS, ROLES, Step, Walker, filled, real_values, steps, templates

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def value_of(rows_of_class):
    edition = rows_of_class(make_public_site)
    return real_values(slug=edition.slug, key="reading", number="1", section="articles", name="audit")


class TestWalk:
    def test_no_address_parameter_or_method_makes_the_site_fail(self, value_of, request, capsys):
        count, walker = request.config.getoption("walk"), Walker()
        began, work_before = time.perf_counter(), time.process_time()
        for step in islice(steps(value_of, seed=["sqlite", "postgresql"].index(connection.vendor)), count):
            walker.take(step)
        seconds, work = time.perf_counter() - began, time.process_time() - work_before
        walked = walker.walked
        if count > IN_EACH_RUN:
            with capsys.disabled():
                print(f"\n{walked.count} requests in {seconds:.0f} s, {work:.0f} s of work here")
                print(f"{len(walked.faults)} faults")
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
