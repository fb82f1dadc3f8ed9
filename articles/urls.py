from django.urls import path

from . import expert_review, feeds, history, sitemaps, views

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/", views.article_list, name="article_list"),
    path("articles/<uslug:slug>/", views.article_detail, name="article_detail"),
    path("articles/<uslug:slug>/history/", history.article_history, name="article_history"),
    path("articles/<uslug:slug>/editions/<int:number>/", history.edition_detail, name="edition_detail"),
    path("review/<str:token>/", expert_review.expert_review, name="expert_review"),
    path("check/", history.check, name="check"),
    path("check/<slug:code>/", history.check_detail, name="check_detail"),
    path("tags/", views.tag_list, name="tag_list"),
    path("tags/<uslug:slug>/", views.tag_detail, name="tag_detail"),
    path("categories/<uslug:slug>/", views.category_detail, name="category_detail"),
    path("surveys/", views.survey_list, name="survey_list"),
    path("surveys/<uslug:key>/", views.survey_detail, name="survey_detail"),
    path("surveys/<uslug:key>/data.csv", views.survey_csv, name="survey_csv"),
    path("search/", views.search, name="search"),
    path("about/", views.about, name="about"),
    path("editorial-policy/", views.editorial_policy, name="editorial_policy"),
    path("feed/", feeds.feed, name="feed"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-<str:section>.xml", sitemaps.sitemap_section, name="sitemap_section"),
]
