"""Text that its author struck out, deleted or hid: it is no text of the page, and editors are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import clean_html, without_struck
from articles.text.struck import sentence

STRUCK = [
    "<del>9</del>",
    "<s>9</s>",
    "<STRIKE>9</STRIKE>",
    "<span class=msoDel><del cite='mailto:A'>9</del></span>",
    "<span class='x msoDel'>9</span>",
    "<span class='TrackedChange TrackChangeTextDeletion'>9</span>",
    "<span style='text-decoration:line-through'>9</span>",
    '<span style="color:red; TEXT-DECORATION : underline line-through !important">9</span>',
    "<span style='text-decoration-line:line-through'>9</span>",
    "<span style='text-decoration&#58;line-through'>9</span>",
    "<del><span>9<br></span></del>",
    "<del><b>9</del></b>",
]
HIDDEN = [
    "<span style='mso-hide:all'>9</span>",
    "<span style='display:none'>9</span>",
    "<span style='visibility: hidden'>9</span>",
    "<span hidden>9</span>",
    "<x-y hidden=until-found>9</x-y>",
]
COMMENTS = [
    "<span class=MsoCommentReference><![if !supportAnnotations]><a class=msocomanchor id='_anchor_1' "
    "href='#_msocom_1'>[AB1]</a><![endif]><span style='mso-special-character:comment'>&nbsp;</span></span>",
    "<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>"
    "<a href='#_msoanchor_1' class=msocomoff>[AB1]</a>Really?</p></div></div>",
    "<sup><a href='#cmnt1' id='cmnt_ref1'>[a]</a></sup>",
    "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a><span>Really?</span></p></div>",
]
SHEET = "<style><!-- /* Own */\n span.msoDel, .c7 {{color:red;\n text-decoration:{line};}} --></style>"


@pytest.mark.parametrize("struck", STRUCK + HIDDEN)
def test_struck_and_hidden_text_goes(struck):
    assert clean_html(f"<p>Take {struck}<ins>50</ins> mg</p>") == "<p>Take 50 mg</p>"


@pytest.mark.parametrize("comment", COMMENTS)
def test_comments_of_a_word_processor_go(comment):
    assert clean_html(f"<p>A</p>{comment}<p>B</p>") == "<p>A</p><p>B</p>"


def test_the_words_that_a_comment_is_about_stay():
    html = "<p><a style='mso-comment-reference:AB_1;mso-comment-date:20240101T1000'>The dose</a> is 5 mg</p>"
    assert clean_html(html) == "<p><a>The dose</a> is 5 mg</p>"


def test_a_class_that_a_style_sheet_strikes_goes():
    html = SHEET.format(line="line-through") + '<p>Take <span class="c7">5</span>50 mg</p>'
    assert clean_html(html) == "<p>Take 50 mg</p>"
    assert clean_html(html.replace("line-through", "underline")) == "<p>Take 550 mg</p>"


def test_a_style_sheet_for_the_printer_strikes_nothing():
    html = "<style>@media print { .note { display: none } }</style><p class='note'>Text</p>"
    assert clean_html(html) == "<p>Text</p>"


@pytest.mark.parametrize(
    "kept",
    [
        "<ins>9</ins>",
        "<span class=msoIns><ins cite='mailto:A'>9</ins></span>",
        "<span style='text-decoration:none'>9</span>",
        "<span style='font-size:0'><span style='font-size:14px'>9</span></span>",
        "<span style='display:none; display:inline'>9</span>",
        "<span style='mso-element:para-border-div'>9</span>",
        "<span title='a > b' class='delight hidden-print'>9</span>",
        "<span style='display:none'/></span>9",
    ],
)
def test_other_text_stays(kept):
    assert clean_html(f"<p>{kept}</p>") == "<p>9</p>"


def test_footnote_marks_lose_a_link_that_leads_nowhere():
    html = (
        "<p>Rest<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a></p><p><a href='#_ftnref1'>[1]</a> Why</p>"
    )
    assert clean_html(html) == "<p>Rest<sup>[1]</sup></p><p>[1] Why</p>"


def test_a_paragraph_or_item_of_nothing_but_struck_text_goes():
    html = "<p><s>Old</s></p><ul><li><p><s>Old</s>&nbsp;</p></li><li>New</li></ul><p></p>"
    assert clean_html(html) == "<ul><li>New</li></ul><p></p>"


def test_what_was_left_out_is_told_once_a_place():
    html = "<p><del>5 <s>mg</s></del> or <s>6</s><span hidden>x</span>" + COMMENTS[0] + "</p>"
    left_out = without_struck(html)[1]
    assert [(each.kind, each.words) for each in left_out] == [
        ("struck", "5 mg"),
        ("struck", "6"),
        ("hidden", "x"),
        ("comment", "[AB1]"),
    ]
    assert sentence(left_out) == (
        "Left out: struck-out or deleted text (“5 mg”, “6”), hidden text (“x”), comments (“[AB1]”)."
    )


def test_a_long_list_of_what_was_left_out_is_shortened():
    words = sentence(without_struck("<p>" + "<s>word word</s> " * 9 + "<s>" + "x" * 300 + "</s></p>")[1])
    assert words.endswith("and 5 more).")
    assert len(words) < 200
    assert sentence([]) == ""


attributes = st.sampled_from(
    [
        "",
        " hidden",
        " class=msoDel",
        " class=c7",
        " style='display:none'",
        " href='#_ftn1'",
        " style='x:\"<p>'",
    ]
)
tags = st.builds(
    lambda close, name, attribute: f"<{close}{name}{attribute}>",
    st.sampled_from(["", "/"]),
    st.sampled_from(
        ["p", "del", "s", "span", "a", "li", "ul", "table", "td", "textarea", "style", "x-y", "svg"]
    ),
    attributes,
)
pages = st.lists(tags | st.sampled_from(["5", "&lt;s&gt;", "<!--", "-->", ".c7{display:none}"]), max_size=14)


@given(pages.map("".join))
def test_cleaning_twice_is_cleaning_once(html):
    cleaned = clean_html(html)
    assert clean_html(cleaned) == cleaned


@given(pages.map("".join))
def test_nothing_struck_is_left_to_tell(html):
    assert without_struck(clean_html(html)) == (clean_html(html), [])
