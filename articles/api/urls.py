from django.urls import path, re_path

from . import chain, views

urlpatterns = [
    path("", views.api_root, name="api_root"),
    path("openapi.json", views.api_openapi, name="api_openapi"),
    path("articles/", views.api_article_list, name="api_article_list"),
    path("articles/<uslug:slug>/", views.api_article_detail, name="api_article_detail"),
    path("articles/<uslug:slug>/sources.json", views.api_article_csl, name="api_article_csl"),
    path("articles/<uslug:slug>/sources.ris", views.api_article_ris, name="api_article_ris"),
    path("organizations/", views.api_organization_list, name="api_organization_list"),
    path("organizations/<uslug:slug>/", views.api_organization_detail, name="api_organization_detail"),
    path("surveys/", views.api_survey_list, name="api_survey_list"),
    path("surveys/<uslug:key>/", views.api_survey_detail, name="api_survey_detail"),
    path("search/", views.api_search, name="api_search"),
    path("record/", chain.api_record, name="api_record"),
    path("glossary/", views.api_glossary, name="api_glossary"),
    # Only with a slash or as a file at the end, so that a forgotten slash is still added first.
    re_path(r"^.*(?:/|\.json|\.ris)$", views.api_unknown),
]
