from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    """Django's admin, with the desk of the editors as its home."""

    default_site = "cancerinfo.admin_site.DeskSite"

    def ready(self):
        super().ready()
        # Importing them registers them, which needs the apps.
        from django.contrib import admin

        from cancerinfo import accounts_admin, checks  # noqa: F401
        from cancerinfo.desk_names import speak

        speak(admin.site)
