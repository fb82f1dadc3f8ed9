"""What changed, as words to read: nothing that differs is left out, and nothing reads oddly."""

from dataclasses import replace

import pytest

from articles.content import ArticleContent, SectionContent
from articles.editions.changes import changes_between

SECTION = SectionContent(
    "Effects", 2, "benefits", "", "<p>It <strong>helps</strong>, as trials show [@kim-2021].</p>"
)


def change_of(**after):
    """The one change of a section of which `after` differs."""
    texts = (
        ArticleContent("Page", "page", sections=(section,))
        for section in (SECTION, replace(SECTION, **after))
    )
    [change] = changes_between(*texts)
    return change


def said(change, kind):
    return [part.text for part in change.parts if part.kind == kind]


def test_words_are_compared_with_their_full_stops_and_citations():
    change = change_of(body="<p>It <strong>cures</strong>, as trials show [@kim-2021].</p>")
    assert (change.label, change.kind) == ("Effects", "changed")
    assert said(change, "kept") == ["It", "as trials show [kim-2021]."]
    assert said(change, "removed") == ["helps,"]
    assert said(change, "added") == ["cures,"]


def test_a_changed_citation_is_seen():
    change = change_of(body=SECTION.body.replace("[@kim-2021]", "[@kim-2021; @lee-2022]"))
    assert said(change, "removed") == ["[kim-2021]."]
    assert said(change, "added") == ["[kim-2021; lee-2022]."]


@pytest.mark.parametrize(
    ("after", "removed", "added"),
    [
        ({"purpose": "risks"}, ["benefits"], ["risks"]),
        ({"level": 3}, ["2"], ["3"]),
        ({"urgency": "emergency"}, [], ["emergency"]),
        ({"heading": "Good effects"}, ["Effects"], ["Good effects"]),
    ],
)
def test_what_else_is_said_of_a_section_is_seen(after, removed, added):
    change = change_of(**after)
    assert said(change, "removed") == removed
    assert said(change, "added") == added


def test_paragraphs_and_items_are_parted():
    change = change_of(body=f"{SECTION.body}<p>One.</p><ul><li>two</li><li>three</li></ul>")
    assert said(change, "added") == ["One. two three"]
