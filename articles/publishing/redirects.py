"""Old addresses lead to new ones."""

from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site


def redirect(old: str, new: str):
    """Leads readers from an address, and from those that led there, to another."""
    Redirect.objects.filter(old_path=new).delete()
    Redirect.objects.filter(new_path=old).update(new_path=new)
    Redirect.objects.update_or_create(
        site=Site.objects.get_current(), old_path=old, defaults={"new_path": new}
    )
