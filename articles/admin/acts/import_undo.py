"""The button on the record of an import that moves what the import made to the trash."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.acts.bulk import MOST_AT_ONCE, tell
from articles.models import ImportRecord
from articles.publishing import ActRefused
from articles.publishing.import_undo import records_of, trash_import


def import_undo_urls(model_admin):
    @require_POST
    def undo(request, object_id):
        record = get_object_or_404(ImportRecord, pk=object_id)
        if undo_offered(request.user, record).get("is_too_much"):
            messages.error(
                request,
                _("An import of more than %(most_at_once)s texts is undone by trash_import.")
                % {"most_at_once": MOST_AT_ONCE},
            )
        else:
            try:
                tell(request, trash_import(record.imported_at, request.user))
            except ActRefused as refusal:
                messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:articles_importrecord_change", args=[object_id]))

    view = model_admin.admin_site.admin_view(undo)
    return [path("<int:object_id>/trash-import/", view, name="articles_importrecord_trash_import")]


def undo_offered(user: User, record: ImportRecord) -> dict:
    """What the page of the record says of undoing its import, to whom may change articles."""
    if not user.has_perm("articles.change_article"):
        return {}
    count = records_of(record.imported_at).count()
    moment = record.imported_at.isoformat()
    return {"to_trash": count, "is_too_much": count > MOST_AT_ONCE, "moment": moment}
