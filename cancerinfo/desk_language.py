"""In which language somebody has the desk: the one that they chose, else their browser's."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles.models import DeskLanguage
from articles.models.desk_language import chosen_language


class DeskLanguageMiddleware:
    """Draws the desk in the language of whoever opens it. Pages for readers keep that of their address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(reverse("admin:index")):
            return self.get_response(request)
        chosen = chosen_language(request.user) if request.user.is_authenticated else ""
        request.content_language = chosen or translation.get_language_from_request(request)
        with translation.override(request.content_language):
            response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        return response


class LanguageForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the desk"),
        choices=[("", gettext_lazy("As my browser says")), *settings.LANGUAGES],
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def desk_language(request):
    """The page on which people choose the language of their desk and of their letters."""
    form = LanguageForm(request.POST or None, initial={"language": chosen_language(request.user)})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["language"]
        if chosen:
            DeskLanguage.objects.update_or_create(user=request.user, defaults={"language": chosen})
        else:
            DeskLanguage.objects.filter(user=request.user).delete()
        with translation.override(chosen or translation.get_language_from_request(request)):
            messages.success(request, _("Your choice is kept."))
        return redirect("admin:desk_language")
    context = {**admin.site.each_context(request), "title": _("Language"), "form": form}
    return TemplateResponse(request, "admin/desk_language.html", context)
