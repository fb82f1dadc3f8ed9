"""The fields of a form for what a record is called in other languages."""

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .form.fields import LinesField

OTHERS = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
NAMED_ONLY = _("Enter the name in this language, too.")


def _name(language: str) -> forms.Field:
    return forms.CharField(
        label=format_lazy(_("name ({language})"), language=language), max_length=150, required=False
    )


def _text(language: str) -> forms.Field:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=format_lazy(_("text ({language})"), language=language), widget=area, required=False
    )


def _synonyms(language: str) -> forms.Field:
    return LinesField(
        label=format_lazy(_("synonyms ({language})"), language=language),
        help_text=_("Other words for it, one per line."),
    )


def _hours(language: str) -> forms.Field:
    return forms.CharField(
        label=format_lazy(_("hours ({language})"), language=language), max_length=200, required=False
    )


def _callers(language: str) -> forms.Field:
    return forms.CharField(
        label=format_lazy(_("who may call ({language})"), language=language), max_length=200, required=False
    )


PARTS = {"name": _name, "text": _text, "synonyms": _synonyms, "hours": _hours, "callers": _callers}


def translated(*parts: str) -> list[str]:
    """The names of the fields for these parts of a translation, language by language."""
    return [f"{part}_{code}" for code, _language in OTHERS for part in parts]


class _TranslatedForm(forms.ModelForm):
    """Keeps the parts of each other language in `translations`. What stands there in a language that the
    interface lacks stays."""

    parts: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, _language in OTHERS:
            said = self.instance.translations.get(code, {})
            for part in self.parts:
                self.fields[f"{part}_{code}"].initial = said.get(part, "")

    def clean(self):
        cleaned = super().clean()
        translations = dict(self.instance.translations)
        for code, _language in OTHERS:
            entered = {part: cleaned.get(f"{part}_{code}") for part in self.parts}
            said = {part: value for part, value in entered.items() if value}
            translations.pop(code, None)
            if "name" in said or (said and "name" not in self.parts):
                translations[code] = said
            elif said:
                self.add_error(f"name_{code}", NAMED_ONLY)
        self.instance.translations = translations
        return cleaned


def translated_form(*parts: str) -> type[forms.ModelForm]:
    """A form with fields for these parts of a translation in each other language."""
    fields = {f"{part}_{code}": PARTS[part](name) for code, name in OTHERS for part in parts}
    return forms.models.ModelFormMetaclass("TranslatedForm", (_TranslatedForm,), {"parts": parts, **fields})


NAME_AND_TEXT = ("name", "text")
TranslatedForm = translated_form(*NAME_AND_TEXT)
