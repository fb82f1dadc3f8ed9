from django.urls import path

from . import organizations as views

urlpatterns = [
    path("organizations/", views.organization_list, name="organization_list"),
    path("organizations/<uslug:slug>/", views.organization_detail, name="organization_detail"),
    path("glossary/", views.glossary, name="glossary"),
]
