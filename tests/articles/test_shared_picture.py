"""/articles/<slug>/shared.png: what stands beside a link to an article elsewhere."""

from io import BytesIO

import pytest
from PIL import Image

from articles.public.shared_picture import shared_picture as drawing
from articles.rendering.shared_picture import HEIGHT, WIDTH, shared_picture
from tests.acting import shown_article
from tests.factories import make_article, make_published

pytestmark = pytest.mark.django_db


def test_an_article_names_a_small_picture_with_its_name_and_the_mark_of_a_demonstration(
    client, monkeypatch, settings
):
    edition = make_published(title="Reading pages", is_demonstration=True)
    drawn = []
    monkeypatch.setattr(
        "articles.public.shared_picture.shared_picture",
        lambda *words: drawn.append(words) or drawing(*words),
    )
    address = f"{settings.SITE_URL}/articles/{edition.slug}/shared.png"
    assert f'<meta property="og:image" content="{address}">' in shown_article(client, edition)
    response = client.get(f"/articles/{edition.slug}/shared.png")
    assert response["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == (WIDTH, HEIGHT)
    assert len(response.content) < 40_000
    ((title, site, mark, language),) = drawn
    assert (title, site, language) == ("Demonstration: Reading pages", settings.SITE_NAME, "en")
    assert mark.startswith("Demonstration: Not checked by a clinician")


def test_a_draft_and_a_title_that_no_font_has_have_none(client):
    draft, arabic = make_article(), make_published(title="سرطان الدماغ", language="ar")
    assert "og:image" not in shown_article(client, arabic)
    for slug in (draft.slug, arabic.slug):
        assert client.get(f"/articles/{slug}/shared.png").status_code == 404


def test_words_are_no_markup():
    assert shared_picture('#panic("x") *bold* $x$ @ref <lab>', "a & b", "", "en")
