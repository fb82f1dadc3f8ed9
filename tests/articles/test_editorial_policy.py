"""What the editorial policy promises of survey tables, and that the software does it."""

import json
import re
from dataclasses import replace
from pathlib import Path

from articles.content.status_names import survey_name
from articles.content_checks.survey import missing_parts
from articles.intake import fixed_pages
from tests.articles.test_rendering_surveys import TABLE, drawn


def has_source_and_size():
    assert missing_parts(replace(TABLE, source="")) == ["source"]
    assert missing_parts(replace(TABLE, sample_size=None)) == ["sample size"]
    assert "<dt>Number of people</dt><dd>1,204</dd>" in drawn()
    assert "<dt>Source</dt>" in drawn()


def says_what_it_lacks():
    assert "question was not published" in drawn(question="")
    assert "know when people were asked" in drawn(fielded="")


def has_a_margin_only_if_drawn_by_chance():
    assert "percentage points" in drawn(sampling="probability")
    for sampling in ("", "opt-in"):
        assert "percentage points" not in drawn(sampling=sampling)
        assert "We can't tell how close" in drawn(sampling=sampling)


def is_called_unverified_and_not_drawn():
    bare = replace(TABLE, source="")
    assert survey_name(bare.title, bare.is_unverified) == "Unverified: Who reads pages"
    assert "<caption><b>Unverified: Who reads pages" in drawn(source="")
    assert "<svg" not in drawn(source="")


PROMISES = {
    "A survey is shown with its source and the number of people asked.": has_source_and_size,
    "Where we don't know its question or its dates, the table says so.": says_what_it_lacks,
    "It has a margin of error only if people were drawn by chance; of others nobody can say how close they "
    "are to everybody.": has_a_margin_only_if_drawn_by_chance,
    "A table without a source is called unverified wherever it is named, and its figures are not drawn.": (
        is_called_unverified_and_not_drawn
    ),
}


def test_the_software_does_what_the_policy_says_of_survey_tables():
    text = json.loads(Path(fixed_pages.PAGES, "editorial_policy-en.json").read_text(encoding="utf-8"))["body"]
    paragraph = re.sub("<.*?>", "", text[text.index("<h4>Survey tables</h4>") + 1])
    assert re.split(r"(?<=\.) ", paragraph) == list(PROMISES)
    for is_kept in PROMISES.values():
        is_kept()
