"""What browser tests do at the desk again and again: sign in, save the form."""

from django.test import Client

from articles.models import Article


def sign_in_as(context, live_server, user):
    """Makes the browser the user's, without its form for that."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])


def save(page):
    """Saves the form and goes on in it."""
    with page.expect_navigation():
        page.click("[name=_continue]")
    assert page.locator(".errornote").count() == 0


def stored_body(page):
    """Saves the form of the only article; returns the body of its only section."""
    save(page)
    return Article.objects.get().sections.get().body


TEXT = ".document .ProseMirror[contenteditable]"
# Selects the words below a heading, which has a paragraph after that.
SELECT_BODY = """(place) => {
  const { editor } = document.querySelector(".document .ProseMirror");
  const headings = [];
  editor.state.doc.forEach((node, pos) => {
    if (node.type.name === "heading" && node.attrs.level < 4) headings.push([pos, pos + node.nodeSize]);
  });
  const [, start] = headings[place];
  const end = headings[place + 1]?.[0] ?? editor.state.doc.content.size;
  if (start === end) editor.commands.insertContentAt(start, { type: "paragraph" });
  editor.view.focus();
  editor.commands.setTextSelection({ from: start + 1, to: Math.max(start + 1, end - 1) });
}"""

ENTER = """([place, letters]) => {
  const { editor } = document.querySelector(".document .ProseMirror");
  const headings = [];
  editor.state.doc.forEach((node, pos) => {
    if (node.type.name === "heading" && node.attrs.level < 4) headings.push(pos);
  });
  editor.view.focus();
  editor.commands.setTextSelection(headings[place] + 1 + letters);
}"""

GO_TO_END = """() => {
  const { editor } = document.querySelector(".document .ProseMirror");
  editor.view.focus();
  editor.commands.setTextSelection(editor.state.doc.content.size - 1);
}"""


def ready(page):
    """Waits for the editor of the text."""
    page.locator(".document .prose-menubar[role=toolbar]").wait_for()
    return page


def heading(page, place):
    """The heading of a section, counted from 0."""
    return page.locator(f"{TEXT} > :is(h2, h3)").nth(place)


def enter(page, place, letters=0):
    """Puts the cursor into a heading, after so many letters."""
    page.evaluate(ENTER, [place, letters])


def begin(page, words):
    """Types the heading of the first section of a new article, and goes on below it."""
    enter(page, 0)
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def write(page, place, text):
    """Types the text of a section in place of what it has."""
    page.evaluate(SELECT_BODY, place)
    page.keyboard.type(text)


def add_section(page, words):
    """Begins a section after the text, and goes on below its heading."""
    page.evaluate(GO_TO_END)
    page.keyboard.press("Enter")
    page.keyboard.type(f"## {words}")
    page.keyboard.press("Enter")


def in_outline(page, place, act):
    """Presses a button of the list of sections for a section."""
    enter(page, place)
    page.click(f"#outline [data-act={act}]")
