"""What no link of the desk asks for, but anybody may type: keys that are none, parameters without sense."""

import re

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

# As many digits as every number has that both databases hold.
KEY_DIGITS = 18
TOO_LONG = re.compile(rf"\d{{{KEY_DIGITS + 1}}}")


def is_key(text: str) -> bool:
    """Whether the text can be the primary key of a row."""
    return text.isascii() and text.isdigit() and len(text) <= KEY_DIGITS


class KeysOnly:
    """A choice by autocomplete that shows no row for what was sent and can't be a key. Django's own fails."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [key for key in value if not key or is_key(str(key))], attr)


class KeySelect(KeysOnly, AutocompleteSelect):
    """A choice of one row."""


class KeySelectMultiple(KeysOnly, AutocompleteSelectMultiple):
    """A choice of any number of rows."""


class CarefulAdmin(admin.ModelAdmin):
    """An admin that treats an invalid key as a row that isn't there. Django's own fails at some of them."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", KeySelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", KeySelectMultiple(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_object(self, request, object_id, from_field=None):
        if not from_field and not is_key(object_id):
            return None
        return super().get_object(request, object_id, from_field or None)

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        fields = {field.name: field for field in self.opts.get_fields()}
        return {name: value for name, value in initial.items() if _fits(fields.get(name), value)}

    def lookup_allowed(self, lookup, value, request):
        return not TOO_LONG.search(value) and super().lookup_allowed(lookup, value, request)

    def changelist_view(self, request, extra_context=None):
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
        if all(map(is_key, chosen)):
            return super().changelist_view(request, extra_context)
        messages.error(
            request, _("The rows could not be read. Nothing was changed: please choose them again.")
        )
        return HttpResponseRedirect(request.get_full_path())


def _fits(field, value) -> bool:
    """Whether a value that the address offers for a field of a new record can stand there."""
    if field is None or not field.is_relation:
        return True
    return all(map(is_key, value)) if isinstance(value, list) else is_key(str(value))
