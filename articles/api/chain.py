"""The chain for outsiders, who can prove with it later what was shown: see docs/trust.md."""

from django.conf import settings
from django.urls import reverse

from articles.models import ChainLink, Edition
from articles.models.chain import START, head, moment, written
from cancerinfo.web.public_pages import public_page

from .answers import answer, read_only, refusal
from .paging import BadParameter

PAGE_SIZE = 1000


@public_page
@read_only
def record_head(request):
    """The newest link of the chain. Whoever keeps it has fixed everything that is in the record by now."""
    number, digest = head(ChainLink)
    at = ChainLink.objects.filter(number=number).values_list("at", flat=True).first()
    return answer(
        {
            "site": settings.SITE_URL,
            "number": number,
            "digest": digest,
            "at": moment(at) if at else None,
            "links": links_address(1),
            "how_to_check": HOW,
        }
    )


HOW = (
    "Keep number and digest, and the answer of the API for each article whose text you want to prove later. "
    "The proof in that answer says how the article's edition is digested; /api/record/ gives the digests of "
    "all rows. The digest of a link is the SHA-256 of its number, the digest of the link before it (64 zeros "
    "for the first) and the digest of its row, with a blank between them. What comes out for your number "
    "must be your digest."
)


@read_only
def api_record(request):
    """The digests of the rows of the chain from a number on, PAGE_SIZE at a time."""
    try:
        return answer(links_from(start_of(request.GET)))
    except BadParameter as error:
        return refusal(400, str(error))


def start_of(query) -> int:
    """The number that is asked for. Raises BadParameter for what isn't the number of a link, or the next."""
    if unknown := sorted(set(query) - {"from"}):
        raise BadParameter(f"Unknown parameter {', '.join(unknown)}; known is from.")
    text, end = query.get("from", "1"), head(ChainLink)[0] + 1
    if not (text.isascii() and text.isdigit() and len(text) <= 18 and 1 <= int(text) <= end):
        raise BadParameter(f"from must be a number from 1 to {end}.")
    return int(text)


def links_from(start: int) -> dict:
    """`previous` is the digest of the link before `first`, `rows` are the digests of the rows from there on,
    `digest` is that of the last link here."""
    found = ChainLink.objects.filter(number__gte=start - 1, number__lt=start + PAGE_SIZE).order_by("number")
    links = list(found.values_list("number", "row_digest", "digest"))
    previous = links.pop(0)[2] if start > 1 else START
    more = ChainLink.objects.filter(number=start + PAGE_SIZE).exists()
    return {
        "first": start,
        "previous": previous,
        "rows": [row for _, row, _ in links],
        "digest": links[-1][2] if links else previous,
        "next": links_address(start + PAGE_SIZE) if more else None,
    }


def links_address(start: int) -> str:
    return f"{settings.SITE_URL}{reverse('api_record')}?from={start}"


def proof_of(edition: Edition) -> dict | None:
    """What goes into the digest of an edition's row: all its columns, text and page by their digests. None
    for an edition whose link is lost, which `verify_record` reports; readers still get the text."""
    link = ChainLink.objects.filter(table=Edition._meta.db_table, row=edition.pk).first()
    if link is None:
        return None
    columns = {field.attname: getattr(edition, field.attname) for field in Edition._meta.concrete_fields}
    return {
        "number": link.number,
        "salt": link.salt,
        "table": link.table,
        "linked_at": moment(link.at),
        "row": written(Edition, columns),
        "links": links_address(link.number),
    }
