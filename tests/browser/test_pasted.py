"""Text pasted from Word and Google Docs, in the editor at once and as it is stored."""

import pytest
from django.urls import reverse

from articles.models import Article
from tests.factories import make_user

from .desk import TEXT, begin, ready, save, sign_in_as, stored_body

pytestmark = pytest.mark.django_db(transaction=True)

ITEM = (
    "<p class={css} style='margin-left:.5in;text-indent:-.25in;mso-list:l0 level{level} lfo1'>"
    "<![if !supportLists]><span style='font-family:Symbol;mso-list:Ignore'>{sign}<span style='font:7.0pt'>"
    "&nbsp;&nbsp;&nbsp; </span></span><![endif]><span lang=EN-GB>{text}<o:p></o:p></span></p>"
)
WORD = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal {color:red}</style>"
    "</head><body lang=EN-GB><!--StartFragment--><h2>What helps<o:p></o:p></h2>"
    "<p class=MsoNormal><b><span style='color:red'>Rest</span></b> helps.<o:p></o:p></p>"
    + ITEM.format(css="MsoListParagraphCxSpFirst", level=1, sign="·", text="Walk")
    + ITEM.format(css="MsoListParagraphCxSpMiddle", level=2, sign="o", text="Slowly")
    + ITEM.format(css="MsoListParagraphCxSpLast", level=1, sign="·", text="Sleep")
    + "<p class=MsoNormal>Then:</p>"
    + ITEM.format(css="MsoListParagraph", level=1, sign="1.", text="Ask")
    + "<table class=MsoTableGrid><tr><td width=312><p class=MsoNormal>A</p></td>"
    "<td><p>B</p></td></tr></table><!--EndFragment--></body></html>"
)
DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">'
    '<h3 dir="ltr"><span style="font-size:14pt;font-weight:700">What helps</span></h3>'
    '<p dir="ltr" style="line-height:1.38"><span style="font-weight:700">Rest</span>'
    '<span style="font-weight:400"> helps</span><span style="font-style:italic">.</span></p>'
    '<ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>Walk</span></p></li>'
    '<ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>Slowly</span></p></li></ul></ul></b>'
)
PASTE = """(html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "plain");
  const text = document.querySelector(".document .ProseMirror[contenteditable]");
  text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def paste(page, live_server):
    sign_in_as(page.context, live_server, make_user("writer"))
    page.goto(live_server.url + reverse("admin:articles_article_add"))
    ready(page).fill("#id_title", "Pasted here")
    begin(page, "One")

    def paste(html):
        page.evaluate(PASTE, html)
        return page

    return paste


def stored_sections(page):
    """Saves the form of the only article; returns the bodies of its sections by their headings."""
    save(page)
    return {section.heading: section.body for section in Article.objects.get().sections.all()}


def test_word_comes_out_clean(paste):
    page = paste(WORD)
    text = page.locator(TEXT)
    assert text.locator("ul > li").count() == 3
    assert text.locator("[style*=mso], .MsoNormal").count() == 0
    assert stored_sections(page)["What helps"] == (
        "<p><strong>Rest</strong> helps.</p><ul><li>Walk<ul><li>Slowly</li></ul></li>"
        "<li>Sleep</li></ul><p>Then:</p><ol><li>Ask</li></ol>"
        "<table><tbody><tr><td>A</td><td>B</td></tr></tbody></table>"
    )


def test_google_docs_comes_out_clean(paste):
    assert stored_sections(paste(DOCS))["What helps"] == (
        "<p><strong>Rest</strong> helps<em>.</em></p><ul><li>Walk<ul><li>Slowly</li></ul></li></ul>"
    )


def said(page):
    return page.locator(".pasted-said")


def test_struck_deleted_and_hidden_words_are_left_out_and_named(paste):
    page = paste(
        "<style>.c7 {text-decoration:line-through}</style><p class=MsoNormal>The dose is <span class=msoDel>"
        "<del cite='mailto:A'>5</del></span><span class=msoIns><ins cite='mailto:A'>50</ins></span> mg"
        "<span class=c7>/kg</span> <span style='display:none;mso-hide:all'>of it</span>"
        "<a class=msocomanchor href='#_msocom_1'>[AB1]</a>a day<a href='#_ftn1'>[1]</a>.</p><p><s>Old</s></p>"
        "<div style='mso-element:comment-list'><p class=MsoCommentText>Really?</p></div>"
    )
    assert said(page).inner_text() == (
        "Left out of what you pasted: struck-out or deleted text (“5”, “/kg”, “Old”), hidden text (“of it”), "
        "comments (“[AB1]”, “Really?”)."
    )
    assert stored_body(page) == "<p>The dose is 50 mg a day[1].</p>"


def test_a_style_after_a_sign_that_ends_tags_is_read(paste):
    page = paste("<p><span title='a > b' style='text-decoration:line-through'>5</span>50 mg</p>")
    assert stored_body(page) == "<p>50 mg</p>"


def test_what_was_left_out_is_said_once(paste):
    page = paste("<p><s>Old</s> New</p>")
    assert "“Old”" in said(page).inner_text()
    paste("<p>Next</p>")
    assert said(page).inner_text() == ""


def test_bold_of_word_and_of_styles_stays_bold(paste):
    page = paste(
        "<p><b style='mso-bidi-font-weight:normal'>A</b> b <span style='font-weight:700'>C</span> "
        "<span style='mso-bidi-font-weight:bold'>d</span> <i style='mso-bidi-font-style:normal'>e</i></p>"
    )
    assert stored_body(page) == "<p><strong>A</strong> b <strong>C</strong> d <em>e</em></p>"


def test_links_get_their_scheme_and_lead_straight_to_their_page(paste):
    page = paste(
        '<p><a href="www.example.org/a">A</a> <a href="https://www.google.com/url?q=https://example.org/b&sa=D">B</a>'
        ' <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fc&data=1">C</a></p>'
    )
    assert stored_body(page) == (
        '<p><a href="https://www.example.org/a">A</a> <a href="https://example.org/b">B</a> '
        '<a href="https://example.org/c">C</a></p>'
    )


def test_signs_that_were_typed_become_lists(paste):
    page = paste(
        "<p>Ask:</p><p>•&nbsp;One</p><p>• <b>Two</b></p><p>1. First</p><p>2. Second</p><p>3. is a crowd</p>"
    )
    assert stored_body(page) == (
        "<p>Ask:</p><ul><li>One</li><li><strong>Two</strong></li></ul>"
        "<ol><li>First</li><li>Second</li><li>is a crowd</li></ol>"
    )
