"""The admin whose home page is the desk of the person who opens it."""

from django.conf import settings
from django.contrib import admin
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.reports.desk_home import boxes_for, totals
from cancerinfo import __version__
from cancerinfo.accounts.changes import record
from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.accounts.pages import second_factor, sessions
from cancerinfo.accounts.passkey_pages import passkey_sign_in
from cancerinfo.accounts.passkeys import are_possible
from cancerinfo.accounts.password_pages import new_password, password_reset
from cancerinfo.accounts.provider_pages import provider_answer, provider_question
from cancerinfo.accounts.sign_in_steps import SignInView, second_step
from cancerinfo.desk_language import desk_language
from cancerinfo.desk_menu import by_task
from cancerinfo.guide import guide
from cancerinfo.letter_choices import letters
from cancerinfo.my_account import my_account
from cancerinfo.running.lateness import late_rounds, tell_of


class DeskSite(admin.AdminSite):
    site_header = _("cancerinfo: editors' desk")
    site_title = _("Editors' desk")
    index_title = _("My desk")
    enable_nav_sidebar = False
    index_template = "admin/desk_home.html"

    def each_context(self, request):
        return {**super().each_context(request), "version": __version__}

    def login(self, request, extra_context=None):
        if request.method == "GET" and self.has_permission(request):
            return redirect("admin:index")
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            "takes_passkeys": are_possible(),
            "provider": settings.OIDC_OP_ISSUER and settings.OIDC_NAME,
            **(extra_context or {}),
        }
        return SignInView.as_view(extra_context=context)(request)

    def password_change(self, request, extra_context=None):
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            record([(SecurityEvent.Kind.PASSWORD, "")], request.user, None, request)
        return response

    def get_urls(self):
        # The admin's own last address takes all that is left.
        return [
            path("login/second-step/", second_step, name="second_step"),
            path("login/passkey/", passkey_sign_in, name="passkey_sign_in"),
            path("login/provider/", provider_question, name="provider_question"),
            path("login/provider/answer/", provider_answer, name="provider_answer"),
            path("password-reset/", password_reset, name="password_reset"),
            path("new-password/<token>/", new_password, name="new_password"),
            path("guide/", self.admin_view(guide), name="guide"),
            path("account/", self.admin_view(my_account), name="my_account"),
            path("language/", self.admin_view(desk_language), name="desk_language"),
            path("letters/", self.admin_view(letters), name="letters"),
            path("sessions/", self.admin_view(sessions), name="sessions"),
            path("second-factor/", self.admin_view(second_factor), name="second_factor"),
            *super().get_urls(),
        ]

    def get_app_list(self, request, app_label=None):
        # A page asks for it, and its header again.
        if app_label is not None:
            return super().get_app_list(request, app_label)
        if not hasattr(request, "app_list"):
            found = super().get_app_list(request)
            request.app_list = by_task(found, request.user.has_perm("articles.publish_article"))
        return request.app_list

    def index(self, request, extra_context=None):
        home = {
            "late": _late_for(request.user),
            "boxes": boxes_for(request.user, timezone.localdate()),
            "totals": totals(request.user),
        }
        return super().index(request, {**(extra_context or {}), **home})


def _late_for(user):
    """For who runs the site: the rounds of the schedule that don't come. Whoever looks makes the alarm go
    out."""
    if not user.is_superuser:
        return []
    now = timezone.now()
    late = late_rounds(now)
    tell_of(late, now)
    return late
