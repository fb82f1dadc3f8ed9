"""Accounts, roles and the security log; and Django's other registers, with the care of the desk."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.redirects.admin import RedirectAdmin
from django.contrib.redirects.models import Redirect
from django.contrib.sites.admin import SiteAdmin
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.admin.odd_requests import CarefulAdmin
from articles.admin.page import ReadOnlyAdmin
from articles.models.review import OUTSIDE
from cancerinfo.account_form import AccountForm
from cancerinfo.accounts.changes import Standing, differences, record, record_changes
from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.accounts.pages import factor_of_another, invite_again, tell_of_invitation
from cancerinfo.accounts.security_log import note
from cancerinfo.leaving_page import leaving
from cancerinfo.person_form import PersonForm
from cancerinfo.web.old_addresses import leads_outside

# Importing Django's admins registers them.
admin.site.unregister([User, Group, Redirect, Site, TOTPDevice])


@admin.register(User)
class AccountAdmin(CarefulAdmin, UserAdmin):
    """What is changed here stands in the security log, and the person is told."""

    form = AccountForm
    fieldsets = (*UserAdmin.fieldsets, (None, {"fields": ("proof",)}))
    add_form = PersonForm
    add_form_template = "admin/accounts/add_person.html"
    add_fieldsets = (
        (gettext_lazy("Account"), {"fields": ("username", "first_name", "last_name", "email", "role")}),
        (gettext_lazy("What readers see"), {"fields": ("public_name", "credentials", "affiliation")}),
    )

    def has_change_permission(self, request, obj=None):
        # Nobody signs in as a writer outside.
        is_outside = obj is not None and obj.get_username() == OUTSIDE
        return super().has_change_permission(request, obj) and not is_outside

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.request = request
        return form

    def get_urls(self):
        pages = (factor_of_another, invite_again, leaving)
        factor, invitation, leave = map(self.admin_site.admin_view, pages)
        return [
            path("<int:pk>/second-factor/", factor, name="auth_user_factor"),
            path("<int:pk>/invite/", invitation, name="auth_user_invite"),
            path("<int:pk>/leave/", leave, name="auth_user_leave"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        response = super().add_view(request, form_url, extra_context)
        # A letter can't be taken back, so it leaves after the transaction.
        if hasattr(request, "new_account"):
            tell_of_invitation(request, request.new_account)
        return response

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        account = self.get_object(request, unquote(id))
        before = Standing.of(account) if account else Standing()
        response = super().user_change_password(request, id, form_url)
        if account and request.method == "POST":
            record_changes(before, account, request.user, request)
        return response

    def save_model(self, request, obj, form, change):
        form.standing_before = Standing.of(obj)
        if not change:
            obj.is_staff = True
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        account = form.instance
        if change:
            record_changes(form.standing_before, account, request.user, request)
            return
        form.make_rest(account, by=request.user)
        # The invitation is the letter that tells of all this.
        for kind, detail in differences(form.standing_before, Standing.of(account)):
            note(kind, request, account.get_username(), request.user, detail)
        request.new_account = account


@admin.register(Group)
class RoleAdmin(CarefulAdmin, GroupAdmin):
    """The rights of a role are those of everybody who has it."""

    def save_model(self, request, obj, form, change):
        form.rights_before = _rights_of(obj) if change else None
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        role = form.instance
        if form.rights_before in (None, _rights_of(role)):
            return
        for account in role.user_set.filter(is_active=True):
            detail = f"the role {role.name} was changed"
            record([(SecurityEvent.Kind.RIGHTS, detail)], account, request.user, request)


def _rights_of(role: Group) -> set[int]:
    return set(role.permissions.values_list("pk", flat=True))


class OldAddressForm(forms.ModelForm):
    class Meta:
        model = Redirect
        fields = ("site", "old_path", "new_path")
        # There's one, which says nothing to an editor. The database asks for it.
        widgets = {"site": forms.HiddenInput}
        help_texts = {
            "new_path": gettext_lazy(
                "A path on this site, such as “/articles/new-name/”. Empty: the page is gone."
            )
        }

    def clean_new_path(self):
        new_path = self.cleaned_data["new_path"]
        if leads_outside(new_path):
            raise ValidationError(
                _(
                    "“%(new_path)s” isn't an address on this site. An old address never leads "
                    "readers to another site: give a path that begins with a slash."
                )
                % {"new_path": new_path}
            )
        return new_path


@admin.register(Redirect)
class OldAddressAdmin(CarefulAdmin, RedirectAdmin):
    form = OldAddressForm
    radio_fields = {}

    def get_changeform_initial_data(self, request):
        return super().get_changeform_initial_data(request) | {"site": settings.SITE_ID}


@admin.register(Site)
class SiteRecordAdmin(CarefulAdmin, SiteAdmin):
    """One record, which every page and redirect rests on."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnlyAdmin):
    """Network addresses are personal data: only superusers read them."""

    list_display = ["at", "kind", "account", "by", "detail", "address"]
    list_display_links = None
    list_filter = ["kind", "at"]
    list_select_related = ["by"]
    search_fields = ["account", "address"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def has_module_permission(self, request):
        return self.has_view_permission(request)
