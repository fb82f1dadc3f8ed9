"""Letters that wait for the next round, or are tried again if no mail server takes them, and when.

For those that nobody else would send once more. A letter with a private link or a code is never kept: whoever
asked for it is told that it wasn't sent. What reminds of dates and what goes to outside experts is made anew
each night.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.mail.delivery import deliver
from articles.models import UnsentLetter

# Between two tries; the last one is kept to.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720)]


def post(letter: EmailMessage, *, account: str = "") -> str:
    """Delivers a letter to one address, or keeps it for another try. Returns why none took it, else ""."""
    problem = deliver(letter)
    if problem:
        now = timezone.now()
        UnsentLetter.objects.create(
            address=letter.to[0],
            subject=str(letter.subject),
            text=str(letter.body),
            account=account,
            posted_at=now,
            tries=1,
            next_try_at=now + PAUSES[0],
        )
    return problem


def put(letter: EmailMessage):
    """Keeps a letter to one address for the next round, in the transaction that is open."""
    now = timezone.now()
    UnsentLetter.objects.create(
        address=letter.to[0],
        subject=str(letter.subject),
        text=str(letter.body),
        posted_at=now,
        tries=0,
        next_try_at=now,
    )


def due_letters(now: datetime) -> QuerySet[UnsentLetter]:
    """Those whose pause is over. A try further away than any pause was set by a clock that was wrong."""
    return UnsentLetter.objects.filter(Q(next_try_at__lte=now) | Q(next_try_at__gt=now + PAUSES[-1]))


def send_due(now: datetime) -> Iterator[tuple[UnsentLetter, str]]:
    """Tries each letter that is due, and forgets those that a server takes. Gives each with the sentence why
    none did, "" if one did.

    Several processes may do so at once: a letter is tried by whoever puts its next try off.
    """
    for letter in due_letters(now):
        pause = PAUSES[min(letter.tries, len(PAUSES) - 1)]
        untried = UnsentLetter.objects.filter(pk=letter.pk, next_try_at=letter.next_try_at)
        if untried.update(tries=letter.tries + 1, next_try_at=now + pause):
            problem = deliver(EmailMessage(letter.subject, letter.text, to=[letter.address]))
            if not problem:
                UnsentLetter.objects.filter(pk=letter.pk).delete()
            yield letter, problem
