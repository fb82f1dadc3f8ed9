"""What readers get in place of a page that can't be made while the database is away: whom they can call.

It's stored like any other page, and cancerinfo.front sends it then.
"""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.records.directory import all_listed
from cancerinfo.web.public_pages import public_page
from resources.directory import by_need


@require_safe
@public_page
def unavailable(request):
    title = _("This page can't be shown at the moment")
    organizations = sorted((each for each in all_listed(timezone.localdate()) if each.has_phone), key=by_need)
    # Those that somebody in a crisis calls stand first; the others keep their order.
    organizations.sort(key=lambda each: not any(line.is_crisis_line for line in each.contact_lines))
    context = {
        "title": title,
        "description": _("Part of our site is down at the moment. Here is who you can call in the meantime."),
        "noindex": True,
        "trail": [(title, "")],
        "organizations": organizations,
    }
    return render(request, "503.html", context)
