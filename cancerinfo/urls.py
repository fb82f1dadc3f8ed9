from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, register_converter

from articles.api.chain import record_head
from articles.api.infobutton import infobutton

from .views import robots_txt, security_txt
from .web.public_pages import SlugConverter

register_converter(SlugConverter, "uslug")

urlpatterns = [
    path("admin/", admin.site.urls),
    path("robots.txt", robots_txt, name="robots_txt"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path(".well-known/cancerinfo-record.json", record_head, name="record_head"),
    path("infobutton/", infobutton, name="infobutton"),
    path("api/", include("articles.api.urls")),
    path("", include("articles.public.urls")),
    # In every language, each at its prefix, the default language without: see languages.py.
    *i18n_patterns(
        path("", include("articles.public.site_urls")),
        path("", include("articles.public.organization_urls")),
        prefix_default_language=False,
    ),
]

handler400 = "cancerinfo.views.bad_request"
handler403 = "cancerinfo.views.forbidden"
handler404 = "cancerinfo.views.not_found"
handler500 = "cancerinfo.views.server_error"
