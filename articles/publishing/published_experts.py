"""What outside experts hear of an edition under their name, and what follows if it wasn't their review.

The letter is sent once the edition is public. One that no mail server took is tried again by
`send_review_digest`, and the desk shows it.
"""

from datetime import datetime
from functools import partial

from django.core import signing
from django.db import transaction
from django.utils import timezone

from articles.mail.delivery import deliver
from articles.models import Act, Edition, ExpertLetter, Invitation, LiveEdition

from .act import log
from .expert_letters import publication_letter
from .invite import locked_invitation
from .proof import invitation_of

SALT = "articles.not_my_review"


def tell_expert(edition: Edition):
    """Notes that the outside expert who reviewed an edition, if one did, is to hear of it, and tells them
    once it is public. Publishing calls it in its own transaction."""
    if invitation := invitation_of(edition.sign_off):
        letter = ExpertLetter.objects.create(edition=edition, invitation=invitation)
        # The page is public by then, whatever becomes of the letter.
        transaction.on_commit(partial(send_letter, letter), robust=True)


def send_letter(letter: ExpertLetter) -> str:
    """Sends a letter, and notes it if a server took it. Returns a sentence if none did, else ""."""
    problem = deliver(publication_letter(letter, letter_token(letter)))
    if not problem:
        letter.sent_at = timezone.now()
        letter.save(update_fields=["sent_at"])
    return problem


def send_letters() -> tuple[int, list[str]]:
    """Tries all letters again that no server took. Returns how many one took now, and why not the others."""
    unsent = ExpertLetter.objects.unsent().select_related("edition", "invitation")
    problems = [send_letter(letter) for letter in unsent.defer("edition__content", "edition__rendered")]
    failed = [problem for problem in problems if problem]
    return len(problems) - len(failed), failed


def letter_token(letter: ExpertLetter) -> str:
    """The signed part of the link in a letter. It doesn't end: whoever is named on a page may object to it at
    any time."""
    return signing.Signer(salt=SALT).sign(str(letter.pk))


def find_letter(token: str) -> ExpertLetter | None:
    """The letter with this link, None if there is none."""
    try:
        number = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    letters = ExpertLetter.objects.select_related("edition", "invitation__article")
    return letters.defer("edition__content", "edition__rendered").filter(pk=number).first()


def disown(letter: ExpertLetter, *, now: datetime | None = None) -> Invitation:
    """Notes that the named expert did not give the review. It's in question from then on, for readers too,
    and the page comes to the desk. Saying it twice changes nothing."""
    now = now or timezone.now()
    with locked_invitation(letter.invitation) as (desk, invitation):
        if invitation.disowned_at is None:
            invitation.disowned_at = now
            invitation.save(update_fields=["disowned_at"])
            disowned = Edition.objects.in_question().filter(article=desk.article)
            LiveEdition.objects.filter(edition__in=disowned.values("pk")).update(is_in_question=True)
            log(desk, Act.Verb.FLAG, None, now, invitation=invitation.pk, disowned=letter.edition.number)
    return invitation
