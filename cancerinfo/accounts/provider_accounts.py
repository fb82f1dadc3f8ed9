"""Which account somebody has whom an OpenID Connect provider knows, and what its groups let them do here."""

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cancerinfo.accounts.changes import Standing, record, record_changes
from cancerinfo.accounts.models import ProviderAccount, SecurityEvent

#: Beside the roles, what a group may be mapped to.
ADMINISTRATOR = "administrator"


class NotLetIn(Exception):
    """Why the person isn't let in, as a sentence for them."""


def account_of(claims: dict) -> User:
    """The account of the person of whom the provider says this, with the rights that its groups give them:
    that which is linked, else the one with their verified address, else a new one. Raises NotLetIn."""
    roles = roles_of(claims)
    with transaction.atomic():
        link = ProviderAccount.objects.filter(issuer=claims["iss"], subject=claims["sub"]).first()
        if link is None and roles:
            user = _with_address(claims) or _new(claims)
            link = ProviderAccount.objects.create(user=user, issuer=claims["iss"], subject=claims["sub"])
            record([(SecurityEvent.Kind.LINKED, link.issuer)], user, None, None)
        if link and link.user.is_active:
            _give(link.user, roles)
    if link and not link.user.is_active:
        raise NotLetIn(_("Your account here is closed."))
    if not roles:
        raise NotLetIn(_("Your organization gives you no role here. Ask whoever runs the site."))
    return link.user


def roles_of(claims: dict) -> set[str]:
    groups = claims.get(settings.OIDC_GROUPS_CLAIM) or []
    groups = [groups] if isinstance(groups, str) else groups
    return {role for group, role in settings.OIDC_ROLES.items() if group in groups}


def _with_address(claims: dict) -> User | None:
    """Somebody who may choose the address that the provider tells could else take over an account."""
    email = claims.get("email") or ""
    found = list(User.objects.filter(email__iexact=email)[:2]) if email else []
    if found and (len(found) > 1 or claims.get("email_verified") is not True or _is_linked(found[0])):
        raise NotLetIn(_("An account here has your e-mail address already. Ask whoever runs the site."))
    return found[0] if found else None


def _is_linked(user: User) -> bool:
    return ProviderAccount.objects.filter(user=user).exists()


def _new(claims: dict) -> User:
    user = User(
        username=str(claims.get("preferred_username") or claims.get("email") or claims["sub"]),
        email=str(claims.get("email") or ""),
        first_name=str(claims.get("given_name") or "")[:150],
        last_name=str(claims.get("family_name") or "")[:150],
    )
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as error:
        reasons = " ".join(error.messages)
        raise NotLetIn(
            _("No account could be made for “%(username)s”: %(reasons)s")
            % {"username": user.username, "reasons": reasons}
        ) from error
    user.save()
    return user


def _give(user: User, roles: set[str]):
    """Gives and takes the roles that groups are mapped to; others stay as an administrator gave them."""
    before = Standing.of(user)
    mapped = set(settings.OIDC_ROLES.values())
    given = Group.objects.filter(name__in=roles)
    if missing := roles - {ADMINISTRATOR, *(group.name for group in given)}:
        raise NotLetIn(
            _("There is no role “%(role)s” here. Ask whoever runs the site to look at OIDC_ROLES.")
            % {"role": min(missing)}
        )
    user.groups.remove(*Group.objects.filter(name__in=mapped - roles))
    user.groups.add(*given)
    user.is_staff = bool(roles)
    if ADMINISTRATOR in mapped:
        user.is_superuser = ADMINISTRATOR in roles
    user.save()
    record_changes(before, user, None, None)
