"""What an anonymous archive says of people: nothing that readers of the site can't find on its pages.

Names of contributors and of reviewers stay, since pages show them. What accounts are called, every address,
what readers and colleagues wrote to each other and who signed in when is taken out. Rows that are written
once change by that, so the copy gets a chain of its own.
"""

from articles.models.review import OUTSIDE

TAKEN_OUT = "(taken out)"
LEFT_OUT = {
    "accounts.SecurityEvent",
    "accounts.ProviderAccount",
    "admin.LogEntry",
    "articles.SearchMiss",
    "articles.ChainLink",
}
# No account can be signed in to by this.
UNUSABLE = "!"
# What lets somebody in besides a password.
SECOND_FACTORS = {"otp_totp.TOTPDevice", "accounts.RecoveryCode", "accounts.Passkey"}


def without_secrets(label: str, row: dict) -> dict:
    """The row of a model without the digest of a password."""
    return {**row, "password": UNUSABLE} if label == "auth.User" else row


def anonymous(label: str, row: dict) -> dict:
    """The row of a model without what it says of people."""
    return HIDDEN[label](row) if label in HIDDEN else row


def _account(row: dict) -> dict:
    # Rules know this account by its name; it's nobody's.
    name = OUTSIDE if row["username"] == OUTSIDE else f"user-{row['id']}"
    named = {"username": name, "first_name": "", "last_name": "", "email": f"{name}@example.org"}
    return {**row, **named, "password": UNUSABLE, "last_login": None}


def _invitation(row: dict) -> dict:
    hidden = {
        "name": f"Expert {row['id']}",
        "email": f"expert-{row['id']}@example.org",
        "message": "",
        "comment": _said(row["comment"]),
        "code_digest": "",
    }
    if row["sign_off_id"] is None:
        hidden |= {"credentials": "", "affiliation": "", "interests": ""}
        hidden["signed_name"] = row["signed_name"] and hidden["name"]
    return {**row, **hidden}


def _approved_text(row: dict) -> dict:
    people = [{**each, "name": f"user-{each['user']}"} for each in row["proposers"]]
    return {**row, "proposers": people, "approver": f"user-{row['approved_by_id']}", "how": _said(row["how"])}


def _said(text: str) -> str:
    return text and TAKEN_OUT


HIDDEN = {
    "auth.User": _account,
    "articles.Invitation": _invitation,
    "articles.ApprovedText": _approved_text,
    "articles.Act": lambda row: {**row, "detail": {k: v for k, v in row["detail"].items() if k != "name"}},
    "articles.SignOff": lambda row: {
        **row,
        "comment": _said(row["comment"]),
        "email": row["email"] and f"expert-{row['id']}@example.org",
    },
    "articles.Comment": lambda row: {**row, "text": TAKEN_OUT},
    "articles.ReviewRequest": lambda row: {**row, "note": _said(row["note"])},
    "articles.ReaderReport": lambda row: {
        **row,
        "text": TAKEN_OUT,
        "email": "",
        "origin": "",
        "note": _said(row["note"]),
    },
    "articles.ImportRecord": lambda row: {**row, "byline": {}},
    "resources.Contact": lambda row: {**row, "checked_by": _said(row["checked_by"])},
}
