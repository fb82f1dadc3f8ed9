"""The editors' desk: Django's admin, a file a model or a group of records."""

from django.contrib import admin

from . import article, contributor, links, phrase, readers, records, source, survey, tag  # noqa: F401

admin.site.site_header = "cancerinfo: editors' desk"
admin.site.site_title = "Editors' desk"
admin.site.index_title = "Editors' desk"
