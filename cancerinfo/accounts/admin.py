"""Accounts, roles and the security log; and Django's other registers, with the care of the desk."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.redirects.admin import RedirectAdmin
from django.contrib.redirects.models import Redirect
from django.contrib.sites.admin import SiteAdmin
from django.contrib.sites.models import Site

from articles.admin.odd_requests import CarefulAdmin
from articles.admin.page import ReadOnlyAdmin
from cancerinfo.accounts.models import SecurityEvent
from cancerinfo.accounts.security_log import note

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


@admin.register(Redirect)
class OldAddressAdmin(CarefulAdmin, RedirectAdmin):
    pass


@admin.register(Site)
class SiteRecordAdmin(CarefulAdmin, SiteAdmin):
    pass


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
