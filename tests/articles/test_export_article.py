"""An article as a file: by the command and from the desk."""

import re
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from articles.exporting.exported import working_copy
from articles.exporting.formats import FORMATS
from articles.models import Article, Source
from tests.factories import make_article, make_figure, make_published, make_survey, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="class")
def article(rows_of_class):
    def made():
        edition = make_published(figures=[make_figure()], surveys=[make_survey()])
        article = Article.objects.get(pk=edition.article_id)
        content = article.content()
        risks = replace(content.sections[3], body="<p>You may miss <em>two</em> mistakes.</p>")
        article.apply(replace(content, sections=(*content.sections[:3], risks, *content.sections[4:])))
        Source.objects.update(retraction_status="retracted")
        return article

    return rows_of_class(made)


class TestTheFile:
    def test_html_needs_nothing_beside_it(self, article):
        html = FORMATS["html"].write(working_copy(article)).decode()
        assert "You may miss <em>two</em> mistakes." in html
        assert 'src="data:image/svg+xml;base64,' in html
        assert "Its status is “draft”: readers don&#x27;t see it." in html
        assert "<strong>Retracted:</strong>" in html
        assert not re.search(r'(?:src|srcset)="(?!data:)|<link|<script|href="/', html)

    def test_markdown_is_imported_as_the_same_article(self, article, tmp_path, capsys):
        by = make_user("writer").username
        file = tmp_path / "page.md"
        call_command("export_article", article.slug, output=file)
        call_command("import_articles", str(file), by=by)
        assert "0 created, 0 updated, 1 unchanged" in capsys.readouterr().out
        assert "note: Retracted." in file.read_text()

    def test_what_readers_see(self, article, tmp_path):
        file = tmp_path / "live.html"
        call_command("export_article", article.slug, live=True, format="html", output=file)
        html = file.read_text()
        assert "Edition 1 of cancerinfo, published on" in html
        assert "two</em>" not in html

    def test_nothing_is_overwritten(self, article, tmp_path):
        (tmp_path / "page.md").touch()
        with pytest.raises(CommandError, match="already exists"):
            call_command("export_article", article.slug, output=tmp_path / "page.md")
        with pytest.raises(CommandError, match="No article has the address nowhere"):
            call_command("export_article", "nowhere")
        with pytest.raises(CommandError, match="among those readers see"):
            call_command("export_article", make_article().slug, live=True)


class TestFromTheDesk:
    def test_each_format_is_offered_and_sent(self, client, article):
        client.force_login(make_user("reviewer"))
        page = client.get(reverse("admin:articles_article_read", args=[article.pk])).content.decode()
        for name, wanted in FORMATS.items():
            address = reverse("admin:articles_article_export", args=[article.pk, name])
            assert address in page
            response = client.get(address)
            assert response["Content-Disposition"].endswith(f'{wanted.suffix}"')
            assert response["Content-Type"] == wanted.media_type

    def test_nobody_else_gets_it(self, client, article):
        address = reverse("admin:articles_article_export", args=[article.pk, "html"])
        assert client.get(address).status_code == 302
        client.force_login(make_user())
        assert client.get(address).status_code == 403
        client.force_login(make_user("writer"))
        assert client.get(address.replace("html", "pdf")).status_code == 404
