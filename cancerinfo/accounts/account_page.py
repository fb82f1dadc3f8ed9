from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def account_page(request: HttpRequest, name: str, context: dict) -> HttpResponse:
    """A page about an account or a sign-in, drawn by the template of that name, with the desk around it."""
    return render(request, f"admin/accounts/{name}.html", admin.site.each_context(request) | context)
