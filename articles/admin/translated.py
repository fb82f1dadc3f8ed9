"""The fields of a form for what a record is called in other languages."""

from django import forms
from django.conf import settings

OTHERS = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
NAMED_ONLY = "Enter the name in this language, too."


def _fields() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for code, name in OTHERS:
        found[f"name_{code}"] = forms.CharField(label=f"name ({name})", max_length=150, required=False)
        found[f"text_{code}"] = forms.CharField(
            label=f"text ({name})", widget=forms.Textarea(attrs={"rows": 3}), required=False
        )
    return found


TRANSLATED = list(_fields())


class _TranslatedForm(forms.ModelForm):
    """Keeps the name and the text of each other language in `translations`. What stands there in a language
    that the interface lacks stays."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, _name in OTHERS:
            said = self.instance.translations.get(code, {})
            self.fields[f"name_{code}"].initial = said.get("name", "")
            self.fields[f"text_{code}"].initial = said.get("text", "")

    def clean(self):
        cleaned = super().clean()
        translations = dict(self.instance.translations)
        for code, _name in OTHERS:
            name, text = cleaned.get(f"name_{code}", ""), cleaned.get(f"text_{code}", "")
            translations.pop(code, None)
            if name:
                translations[code] = {"name": name, "text": text}
            elif text:
                self.add_error(f"name_{code}", NAMED_ONLY)
        self.instance.translations = translations
        return cleaned


TranslatedForm = forms.models.ModelFormMetaclass("TranslatedForm", (_TranslatedForm,), _fields())
