from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, with the desk of the editors as its home."""

    default_site = "cancerinfo.admin_site.DeskSite"
