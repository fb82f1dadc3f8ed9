"""Accounts, roles and the security log; and Django's other registers, with the care of the desk."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.redirects.admin import RedirectAdmin
from django.contrib.redirects.models import Redirect
from django.contrib.sites.admin import SiteAdmin
from django.contrib.sites.models import Site
from django.core.exceptions import ValidationError

from articles.admin.odd_requests import CarefulAdmin
from articles.admin.page import ReadOnlyAdmin
from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.accounts.security_log import note
from cancerinfo.web.old_addresses import leads_outside

# Importing Django's admins registers them.
admin.site.unregister([User, Group, Redirect, Site])


@admin.register(User)
class AccountAdmin(CarefulAdmin, UserAdmin):
    def user_change_password(self, request, id, form_url=""):
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            account = self.get_object(request, id)
            note(SecurityEvent.Kind.PASSWORD, request, account.get_username(), by=request.user)
        return response


@admin.register(Group)
class RoleAdmin(CarefulAdmin, GroupAdmin):
    pass


class OldAddressForm(forms.ModelForm):
    class Meta:
        model = Redirect
        fields = ("site", "old_path", "new_path")
        help_texts = {
            "new_path": "A path on this site, such as “/articles/new-name/”. Empty: the page is gone."
        }

    def clean_new_path(self):
        new_path = self.cleaned_data["new_path"]
        if leads_outside(new_path):
            raise ValidationError(
                f"“{new_path}” isn't an address on this site. An old address never leads readers to another "
                "site: give a path that begins with a slash."
            )
        return new_path


@admin.register(Redirect)
class OldAddressAdmin(CarefulAdmin, RedirectAdmin):
    form = OldAddressForm


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

    list_display = ["at", "kind", "account", "by", "address"]
    list_display_links = None
    list_filter = ["kind", "at"]
    list_select_related = ["by"]
    search_fields = ["account", "address"]

    def has_view_permission(self, request, obj=None):
        return request.user.is_active and request.user.is_superuser

    def has_module_permission(self, request):
        return self.has_view_permission(request)
