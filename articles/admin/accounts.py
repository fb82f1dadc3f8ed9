"""Accounts, groups, redirects and the site's record: Django's own admins, with the care of ours."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.redirects.admin import RedirectAdmin
from django.contrib.redirects.models import Redirect
from django.contrib.sites.admin import SiteAdmin
from django.contrib.sites.models import Site

from .odd_requests import CarefulAdmin

# Importing Django's admins registers them.
admin.site.unregister([User, Group, Redirect, Site])


@admin.register(User)
class AccountAdmin(CarefulAdmin, UserAdmin):
    pass


@admin.register(Group)
class RoleAdmin(CarefulAdmin, GroupAdmin):
    pass


@admin.register(Redirect)
class OldAddressAdmin(CarefulAdmin, RedirectAdmin):
    pass


@admin.register(Site)
class SiteRecordAdmin(CarefulAdmin, SiteAdmin):
    pass
