"""The three roles of the editors and what each may do. Nobody may change editions, sign-offs or the log."""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User
from django.db import transaction
from django.db.models import Q, QuerySet

WRITE = ("view", "add", "change")
EDIT_ROWS = ("view", "add", "change", "delete")

# Rows of a form: taking one out is a change of the record they belong to.
PARTS_OF_ARTICLES = ("articles.section", "articles.articleauthor", "articles.articleorganization",
                     "articles.seealso", "articles.taggedarticle", "articles.relatededition")  # fmt: skip
PARTS_OF_RECORDS = ("articles.surveycolumn", "articles.surveyrow", "resources.contact", "resources.synonym")
TEXTS = ("articles.article", "articles.source", "articles.surveytable", "articles.figure", "articles.tag")
REGISTERS = ("resources.organization", "resources.term", "articles.fixedpage")
# What only a publisher keeps: the names that readers see, the words of the checks, old addresses.
HOUSE = ("articles.category", "articles.contributor", "articles.phrase", "articles.tagalias",
         "redirects.redirect")  # fmt: skip
# Written by acts, or by the site itself.
RECORDS = ("articles.edition", "articles.liveedition", "articles.signoff", "articles.act",
           "articles.waiver", "articles.withdrawal", "articles.schedule", "articles.reviewrequest",
           "articles.importrecord", "articles.comment", "articles.reminder",
           "articles.retractionnotice", "articles.searchmiss", "articles.presence",
           "articles.linkcheck", "articles.tagmerge",
           "articles.deletedsection", "articles.kepttext",
           "articles.approvedtext", "articles.liverecord")  # fmt: skip
# Proposed texts that an act makes and that publishers may put in other words.
WORDS = ("articles.withdrawalwords",)
# They hold addresses of people from outside, so only those read them who answer them.
LETTERS = ("articles.readerreport", "articles.invitation", "articles.expertletter")


def _allow(actions: tuple[str, ...], *models: str) -> set[str]:
    """Permissions such as "articles.add_section"."""
    pairs = (model.split(".") for model in models)
    return {f"{app}.{action}_{name}" for app, name in pairs for action in actions}


EVERYBODY = _allow(
    ("view",), *PARTS_OF_ARTICLES, *PARTS_OF_RECORDS, *TEXTS, *REGISTERS, *HOUSE, *RECORDS, *WORDS
)
WRITER = EVERYBODY | _allow(WRITE, *TEXTS, *REGISTERS) | _allow(
    EDIT_ROWS, *PARTS_OF_ARTICLES, *PARTS_OF_RECORDS
)  # fmt: skip
ROLES = {
    "writer": WRITER,
    "medical reviewer": EVERYBODY | {"articles.review_article", "articles.approve_record"},
    "publisher": WRITER
    | _allow(WRITE, *HOUSE)
    | _allow(("change",), *WORDS)
    | _allow(("view",), *LETTERS)
    | _allow(("delete",), "articles.phrase", "articles.tagalias", "articles.searchmiss")
    | {
        "articles.publish_article",
        "articles.waive_finding",
        "articles.add_tagmerge",
        "articles.change_readerreport",
        "articles.approve_record",
    },
}


@dataclass(frozen=True)
class RoleReport:
    """`result` is "created", "updated" or "unchanged"."""

    name: str
    result: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


@transaction.atomic
def setup_roles() -> list[RoleReport]:
    """Gives each group exactly its permissions. Raises LookupError for one that no migration has made."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    missing = sorted(set().union(*ROLES.values()) - set(known))
    if missing:
        raise LookupError(f"Run migrate first: there is no permission {', '.join(missing)}.")
    return [_set_role(name, wanted, known) for name, wanted in ROLES.items()]


def roles_out_of_date() -> list[str]:
    """Names of the groups that are missing, or hold other permissions than their role's."""
    return [name for name, wanted in ROLES.items() if _permissions_of(name) != wanted]


def _permissions_of(name: str) -> set[str]:
    held = Permission.objects.filter(group__name=name).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in held}


def _set_role(name: str, wanted: set[str], known: dict[str, Permission]) -> RoleReport:
    group, is_new = Group.objects.get_or_create(name=name)
    present = _permissions_of(name)
    if present != wanted:
        group.permissions.set([known[label] for label in wanted])
    result = "created" if is_new else "unchanged" if present == wanted else "updated"
    return RoleReport(name, result, tuple(sorted(wanted - present)), tuple(sorted(present - wanted)))


def users_with(codename: str) -> QuerySet[User]:
    """Active users who hold a permission of this app, by group or in person."""
    permission = Permission.objects.filter(content_type__app_label="articles", codename=codename)
    return (
        User.objects.filter(is_active=True)
        .filter(Q(groups__permissions__in=permission) | Q(user_permissions__in=permission))
        .distinct()
    )
