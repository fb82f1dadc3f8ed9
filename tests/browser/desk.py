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
