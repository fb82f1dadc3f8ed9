"""Every word of the pages and of the desk has a Spanish one; compiled catalogs are those of the sources."""

import gettext
import re
from ast import literal_eval
from pathlib import Path

import pytest
from django.conf import settings

from tests.cancerinfo.messages import python_messages, read_po, template_messages, used_messages

FOLDER = Path(settings.BASE_DIR, "locale", "es", "LC_MESSAGES")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")
TAG = re.compile(r"<[^>]+>")
IN_SCRIPT = re.compile(r'\bn?gettext\(\s*("(?:[^"\\]|\\.)*")')


@pytest.fixture(scope="module")
def po():
    return read_po(FOLDER / "django.po")


class TestSpanish:
    def test_every_message_of_the_pages_is_translated(self, po):
        missing = {
            message: file for message, file in used_messages().items() if not all(po.get(message, [""]))
        }
        assert missing == {}, "Run `make messages`, translate what is empty, and run it again."

    def test_no_translation_is_of_a_message_that_nobody_uses(self, po):
        assert set(po) - set(used_messages()) == {""}

    @pytest.mark.parametrize("domain", ["django", "djangojs"])
    def test_no_translation_is_a_guess_of_the_tools_or_empty(self, domain):
        path = FOLDER / f"{domain}.po"
        assert "fuzzy" not in path.read_text("utf-8")
        assert [message for message, texts in read_po(path).items() if not all(texts)] == []

    def test_the_words_of_the_scripts_are_translated(self):
        found = set()
        for path in Path(settings.BASE_DIR, "cancerinfo/static/cancerinfo/admin").glob("*.js"):
            found |= {literal_eval(call[1]) for call in IN_SCRIPT.finditer(path.read_text("utf-8"))}
        assert found == set(read_po(FOLDER / "djangojs.po")) - {""}
        with (FOLDER / "djangojs.mo").open("rb") as stream:
            compiled = gettext.GNUTranslations(stream)
        for message, texts in read_po(FOLDER / "djangojs.po").items():
            if message and len(texts) == 1:
                assert compiled.gettext(message) == texts[0]

    def test_placeholders_and_tags_are_those_of_the_message(self, po):
        for message, translations in po.items():
            for translation in translations if message else ():
                assert set(PLACEHOLDER.findall(translation)) == set(PLACEHOLDER.findall(message)), message
                assert sorted(TAG.findall(translation)) == sorted(TAG.findall(message)), message

    def test_the_compiled_catalog_is_that_of_the_sources(self, po):
        with (FOLDER / "django.mo").open("rb") as stream:
            compiled = gettext.GNUTranslations(stream)
        for message, translations in po.items():
            if len(translations) == 1 and message:
                assert compiled.gettext(message) == translations[0]
            for number, translation in zip((1, 2, 1000000), translations, strict=False):
                if len(translations) > 1:
                    form = {1: 0, 2: 2, 1000000: 1}[number]
                    assert compiled.ngettext(message, message, number) == translations[form], translation

    def test_readers_are_spoken_to_politely(self, po):
        familiar = re.compile(r"\b(tú|tus?|puedes|tienes|eres|contigo|haz|elige)\b", re.IGNORECASE)
        assert [text for texts in po.values() for text in texts if familiar.search(text)] == []


class TestFinding:
    def test_messages_of_templates_are_found(self):
        text = """{% translate "One" %}{% translate 'Two' as x %}
        {% blocktranslate with a=b %}Three {{ a }}{% endblocktranslate %}
        {% blocktranslate count n=m %}{{ n }} egg{% plural %}{{ n }} eggs{% endblocktranslate %}"""
        assert template_messages(text) == ["One", "Two", "Three %(a)s", "%(n)s egg"]

    def test_messages_of_modules_are_found(self):
        assert python_messages('x = _("One") + ngettext("egg", "eggs", 2) + other("Two")') == ["One", "egg"]

    def test_the_sources_have_hundreds(self):
        assert len(used_messages()) > 400
