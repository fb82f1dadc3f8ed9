"""Takes the pictures of README.md and docs/editors.md from a running demo site.

    make run                                              # in another window
    .venv/bin/python docs/screenshots.py http://127.0.0.1:8000 demo-writer PASSWORD demo-publisher PASSWORD

It needs requirements-e2e.txt and Debian's chromium.
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent / "images"
ARTICLE = "immunotherapy-for-brain-metastases"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def take(page: Page, base: str, path: str, name: str, *, scroll_to: str = ""):
    page.goto(base + path)
    page.wait_for_load_state("networkidle")
    if scroll_to:
        page.locator(scroll_to).first.scroll_into_view_if_needed()
    page.screenshot(path=FOLDER / f"{name}.png")


def take_citing(page: Page, base: str):
    """The list of sources that opens as you type, in a new article."""
    page.goto(f"{base}/admin/articles/article/add/")
    page.locator(".document .prose-menubar[role=toolbar]").wait_for()
    page.locator(".document .ProseMirror > h2").click(position={"x": 2, "y": 8})
    page.keyboard.type("What it may do")
    page.keyboard.press("Enter")
    page.keyboard.type("Radiation can slow a growth [@brown")
    page.locator(".cite [role=option]").first.wait_for()
    page.screenshot(path=FOLDER / "cite.png")


def sign_in(page: Page, base: str, user: str, password: str):
    page.goto(f"{base}/admin/login/")
    page.fill("#id_username", user)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    page.wait_for_url(f"{base}/admin/**")


def change_page(page: Page, base: str, words: str) -> str:
    """The path of the change form of the article whose title has these words."""
    page.goto(f"{base}/admin/articles/article/?q={words}")
    found = page.locator("#result_list tbody th a", has_text=words).first
    return found.get_attribute("href").split("?")[0]


def main(base: str, writer: str, writers_password: str, publisher: str, publishers_password: str):
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        size = {"width": 1280, "height": 860}
        page = browser.new_context(viewport=size).new_page()
        take(page, base, f"/articles/{ARTICLE}/", "article")
        sign_in(page, base, writer, writers_password)
        take(page, base, "/admin/", "desk")
        take(page, base, change_page(page, base, "Example"), "findings")
        take_citing(page, base)
        page = browser.new_context(viewport=size).new_page()
        sign_in(page, base, publisher, publishers_password)
        immunotherapy = change_page(page, base, "Immunotherapy")
        take(page, base, immunotherapy, "publish")
        take(page, base, immunotherapy.replace("/change/", "/related/"), "related")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 6:
        sys.exit(__doc__)
    main(*sys.argv[1:])
