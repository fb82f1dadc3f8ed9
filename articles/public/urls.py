"""Addresses of texts, which are drawn in their own language, and of what machines read."""

from django.urls import path

from . import (
    article_report,
    expert_review,
    feeds,
    history,
    leaflet,
    not_my_review,
    pictures,
    shared_picture,
    sitemaps,
    views,
)

urlpatterns = [
    path("articles/<uslug:slug>/", views.article_detail, name="article_detail"),
    path("articles/<uslug:slug>/history/", history.article_history, name="article_history"),
    path("articles/<uslug:slug>/editions/<int:number>/", history.edition_detail, name="edition_detail"),
    path("articles/<uslug:slug>/leaflet/", leaflet.article_leaflet, name="article_leaflet"),
    path(
        "articles/<uslug:slug>/shared.png",
        shared_picture.article_shared_picture,
        name="article_shared_picture",
    ),
    path("articles/<uslug:slug>/leaflet.pdf", leaflet.article_leaflet_pdf, name="article_leaflet_pdf"),
    path("articles/<uslug:slug>/report/", article_report.article_report, name="article_report"),
    path(
        "articles/<uslug:slug>/report/thanks/",
        article_report.article_report_thanks,
        name="article_report_thanks",
    ),
    path("review/<str:token>/", expert_review.expert_review, name="expert_review"),
    path("review/not-mine/<str:token>/", not_my_review.not_my_review, name="not_my_review"),
    path("surveys/<uslug:key>/", views.survey_detail, name="survey_detail"),
    path("surveys/<uslug:key>/data.csv", views.survey_csv, name="survey_csv"),
    path("pictures/<slug:digest>.<slug:ending>", pictures.picture, name="picture"),
    path("feed/", feeds.feed, name="feed"),
    path("feed/reviewed/", feeds.feed_reviewed, name="feed_reviewed"),
    path("feed/withdrawn/", feeds.feed_withdrawn, name="feed_withdrawn"),
    path("feed/overdue/", feeds.feed_overdue, name="feed_overdue"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-<str:section>.xml", sitemaps.sitemap_section, name="sitemap_section"),
]
