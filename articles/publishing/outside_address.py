"""Whether an e-mail address may be that of somebody from outside, as far as an address can show it.

It can show that an address is one of the office's own, and nothing more: whoever confirms a verdict vouches
for the rest.
"""

import re
from collections.abc import Iterator
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.encoding import punycode
from django.utils.translation import gettext as _

# Names in quotation marks and numbers in brackets are correct too (RFC 5321), but nobody has such an address,
# and "me"@example.org would pass for another mailbox than me@example.org.
PLAIN = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]"
)
LONGEST = 254

# Other names of one mail service: the mailbox is the same.
SAME_SERVICE = {
    "googlemail.com": "gmail.com",
    "protonmail.com": "proton.me",
    "protonmail.ch": "proton.me",
    "pm.me": "proton.me",
    "me.com": "icloud.com",
    "mac.com": "icloud.com",
    "ya.ru": "yandex.ru",
    "yandex.com": "yandex.ru",
}
# Where strangers have addresses beside each other, so that a shared domain says nothing.
SHARED = {
    "126.com", "163.com", "aol.com", "bluewin.ch", "btinternet.com", "comcast.net", "fastmail.com", "free.fr",
    "freenet.de", "gmail.com", "gmx.at", "gmx.ch", "gmx.com", "gmx.de", "gmx.net", "hotmail.co.uk",
    "hotmail.com", "hotmail.es", "hotmail.fr", "icloud.com", "laposte.net", "libero.it", "live.com",
    "mail.com", "mail.ru", "mailbox.org", "msn.com", "naver.com", "orange.fr", "outlook.com", "outlook.es",
    "outlook.fr", "posteo.de", "proton.me", "qq.com", "rediffmail.com", "seznam.cz", "t-online.de",
    "tutanota.com", "verizon.net", "web.de", "wp.pl", "yahoo.co.in", "yahoo.co.jp", "yahoo.co.uk",
    "yahoo.com", "yahoo.de", "yahoo.es", "yahoo.fr", "yandex.ru",
}  # fmt: skip


def folded(address: str) -> str:
    """One spelling for all spellings of a mailbox: small letters, no dots, nothing after a "+", and the usual
    name of its service. Two mailboxes that differ in dots only count as one."""
    name, _at, domain = address.strip().lower().rpartition("@")
    name = name.strip('"').partition("+")[0].replace(".", "")
    return f"{name}@{_domain(domain)}"


def _domain(name: str) -> str:
    name = punycode(name.strip().rstrip(".")).lower()
    return SAME_SERVICE.get(name, name)


def why_not_outside(address: str) -> Iterator[str]:
    """A sentence if the address can't be that of an expert from outside; none if it may be."""
    if not PLAIN.fullmatch(address.lower()) or len(address) > LONGEST:
        yield _("Enter the expert's e-mail address, such as name@example.org. The site sends the link there.")
        return
    own = {folded(each) for each in _own_addresses()}
    mine = folded(address)
    if mine in own:
        yield (
            _(
                "%(address)s is the address of an account of this site. An outside expert has an "
                "address of their own."
            )
            % {"address": address}
        )
    elif domain := _own_domain(mine.rpartition("@")[2], {each.rpartition("@")[2] for each in own}):
        yield (
            _(
                "%(address)s belongs to %(domain)s, as the addresses of this site's own people do. "
                "Somebody from your own house isn't an outside expert: give them an account to sign off with."
            )
            % {"address": address, "domain": domain}
        )


def _own_addresses() -> Iterator[str]:
    """Those of all accounts, active or not, and of the site itself."""
    yield from get_user_model().objects.exclude(email="").values_list("email", flat=True)
    yield parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    yield settings.SITE_CONTACT.removeprefix("mailto:")


def _own_domain(domain: str, own: set[str]) -> str:
    """The domain of the house that this one is, or is below or above of; "" if there is none."""
    shared = SHARED | {_domain(each) for each in settings.SHARED_MAIL_DOMAINS}
    house = {*own, _domain(urlsplit(settings.SITE_URL).hostname or "")} - shared - {""}
    related = (
        each
        for each in sorted(house)
        if domain == each or domain.endswith(f".{each}") or each.endswith(f".{domain}")
    )
    return "" if domain in shared else next(related, "")
