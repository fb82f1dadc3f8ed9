"""Addresses of the pages of the site itself. Each language has them, at its own prefix."""

from django.urls import path

from . import a_to_z, compare, feeds, fixed_pages, history, lists, search_names, unavailable, views

urlpatterns = [
    path("", lists.home, name="home"),
    path("articles/", a_to_z.article_list, name="article_list"),
    path("check/", history.check, name="check"),
    path("check/<slug:code>/", history.check_detail, name="check_detail"),
    path("compare/", compare.compare, name="compare"),
    path("tags/", lists.tag_list, name="tag_list"),
    path("tags/<uslug:slug>/", lists.tag_detail, name="tag_detail"),
    path("categories/<uslug:slug>/", lists.category_detail, name="category_detail"),
    path("surveys/", views.survey_list, name="survey_list"),
    path("search/", views.search, name="search"),
    path("search/names/", search_names.search_names, name="search_names"),
    path("feeds/", feeds.feed_list, name="feed_list"),
    path("about/", fixed_pages.about, name="about"),
    path("editorial-policy/", fixed_pages.editorial_policy, name="editorial_policy"),
    path("unavailable/", unavailable.unavailable, name="unavailable"),
]
