"""Checks that a text which you kept was published by a site, and when the site's record had it.

    python check_edition.py ARTICLE.json NUMBER:DIGEST

ARTICLE.json is the answer of the site's API for an article, as you saved it; NUMBER and DIGEST are those of
/.well-known/cancerinfo-record.json, as you noted them at that time or later. The digests in between are
fetched from the site. It needs Python 3 and nothing else; docs/trust.md says what it proves.
"""

import hashlib
import json
import sys
import urllib.request


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def digest_of(data):
    """SHA-256 of canonical JSON: keys sorted, no spaces, UTF-8."""
    return sha256(json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def fetch(address):
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310  (an address from the file that you saved)
            return json.load(answer)
    except OSError as error:
        sys.exit(f"The site doesn't give the links of {address}: {error}")


def check(article, number, digest):
    """Returns what was found, as a sentence. Raises SystemExit with a sentence if anything doesn't fit."""
    proof = article["proof"]
    if digest_of(article["content"]) != proof["row"]["content"]:
        sys.exit("The text in the file isn't the one that its proof is of.")
    if number < proof["number"]:
        sys.exit(f"The edition is link {proof['number']}, which came after the head {number}.")
    row = digest_of({key: proof[key] for key in ("salt", "table", "linked_at", "row")})
    if digest_at(number, proof["links"], row) != digest:
        sys.exit(f"The links of the site don't lead from the edition to the head {number} that you noted.")
    # Said only of what the proof covers: other fields of the file may have been changed.
    edition, title = proof["row"], article["content"]["title"]
    return (
        f"Edition {edition['number']} of “{title}”, published {edition['published_at']}, stands in the "
        "record that led to your head."
    )


def digest_at(number, address, row):
    """The digest that comes out for a link, from the edition's link on; "" if the site has another row there
    or ends before."""
    while address:
        page = fetch(address)
        found = page["previous"]
        if row and page["rows"][:1] != [row]:
            return ""
        for i, each in enumerate(page["rows"], start=page["first"]):
            found = sha256(f"{i} {found} {each}")
            if i == number:
                return found
        address, row = page["next"], None
    return ""


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        kept = json.load(file)
    kept_number, _, kept_digest = sys.argv[2].partition(":")
    print(check(kept, int(kept_number), kept_digest))
