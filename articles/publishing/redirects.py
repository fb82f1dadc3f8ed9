"""Old addresses lead to new ones."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.utils.encoding import escape_uri_path

# Of django.contrib.redirects.
MOST_LETTERS = 200


def take_over(addresses: Iterable[str], new: str):
    """Leads readers from addresses of an older site to one of this site, unless they lead elsewhere already.

    Of whole addresses their path counts: an older site had the name that this one has now.
    """
    site = Site.objects.get_current()
    paths = filter(None, map(path_of, addresses))
    for path in dict.fromkeys(paths):
        Redirect.objects.get_or_create(site=site, old_path=path, defaults={"new_path": new})


def path_of(address: str) -> str:
    """The path and the query of an address, as a request has it; "" where no redirect can lead on from it."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    path = escape_uri_path(unquote(f"/{parts.path.lstrip('/')}"))
    path = f"{path}?{parts.query}" if parts.query else path
    is_home = parts.path.strip("/") == ""
    return "" if is_home or len(path) > MOST_LETTERS else path


def redirect(old: str, new: str):
    """Leads readers from an address, and from those that led there, to another."""
    Redirect.objects.filter(old_path=new).delete()
    Redirect.objects.filter(new_path=old).update(new_path=new)
    Redirect.objects.update_or_create(
        site=Site.objects.get_current(), old_path=old, defaults={"new_path": new}
    )
