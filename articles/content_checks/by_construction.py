"""What the standards ask and no rule tests: the site guarantees it, or only a person can say it."""

from dataclasses import dataclass

from .standards import (
    CDC_INDEX,
    DISCERN,
    GOOGLE,
    HONCODE,
    JAMA,
    MEDLINEPLUS,
    NHS,
    PEMAT,
    PIF_TICK,
    SCHEMA_ORG,
    WCAG,
    Clause,
)


@dataclass(frozen=True)
class Guarantee:
    """Something that cannot be otherwise. `place` is the file, from the project's root, that sees to it."""

    clauses: tuple[Clause, ...]
    what: str
    place: str


@dataclass(frozen=True)
class Attested:
    """Something that only a person can judge: the reviewer who signs off answers for it."""

    clause: Clause
    what: str


GUARANTEES = (
    Guarantee(
        (Clause(JAMA, "currency"), Clause(DISCERN, "Q5"), Clause(PIF_TICK, "4")),
        "Every edition has the moment of its publication, the date of its review and of the next one; "
        "publishing sets them and nobody types them.",
        "articles/models/edition.py",
    ),
    Guarantee(
        (Clause(NHS, "1 clinical approval"), Clause(MEDLINEPLUS, "reviewer"), Clause(JAMA, "authorship")),
        "An edition rests on a sign-off of the same text, by its digest, with the reviewer's name, "
        "credentials and interests of that day.",
        "articles/models/review.py",
    ),
    Guarantee(
        (Clause(NHS, "pattern: review date"), Clause(GOOGLE, "no fake freshness")),
        "The review date moves only with a sign-off of the whole text; an edition never changes.",
        "articles/models/append_only.py",
    ),
    Guarantee(
        (Clause(PIF_TICK, "4"), Clause(MEDLINEPLUS, "review cycle"), Clause(NHS, "1 review cycle")),
        "At most 36 months lie between two reviews.",
        "articles/models/article.py",
    ),
    Guarantee(
        (Clause(PIF_TICK, "1"),),
        "Every act on a text is a line in a log that can only be added to.",
        "articles/models/review.py",
    ),
    Guarantee(
        (Clause(NHS, "1 publisher"), Clause(JAMA, "disclosure (owner)")),
        "The page on who publishes the site names the publisher.",
        "templates/articles/about.html",
    ),
    Guarantee(
        (Clause(CDC_INDEX, "2, 10"), Clause(PEMAT, "11")),
        "The main message comes first, right under the title.",
        "templates/articles/_article.html",
    ),
    Guarantee(
        (
            Clause(HONCODE, "2 complementarity, 7 financial disclosure"),
            Clause(JAMA, "disclosure, currency"),
            Clause(GOOGLE, "who, how"),
        ),
        "Every page shows its disclaimer, authors, reviewer, their interests, dates, funding and licence, "
        "and leads to the page on how we write and review.",
        "templates/articles/_article_end.html",
    ),
    Guarantee(
        (Clause(PEMAT, "4"),),
        "A page explains each glossary word that it uses, on the page itself.",
        "articles/rendering/terms.py",
    ),
    Guarantee(
        (Clause(SCHEMA_ORG, "MedicalWebPage"), Clause(GOOGLE, "equal dates")),
        "What the page says to machines is made from the values that it shows to people.",
        "articles/editions/structured_data.py",
    ),
    Guarantee(
        (Clause(HONCODE, "8 advertising"), Clause(HONCODE, "3 privacy")),
        "No advertisement and no tracker can load: the content security policy lets in nothing from outside.",
        "cancerinfo/web/security_headers.py",
    ),
    Guarantee(
        (Clause(WCAG, "1.1.1, 4.1.2 (frame-title, button-name)"), Clause(PEMAT, "15-18")),
        "Bodies contain no pictures, frames, buttons or forms: cleaning takes them out.",
        "articles/text/cleaning.py",
    ),
)

ATTESTED = (
    Attested(Clause(DISCERN, "Q2, Q3"), "The text achieves its aims and is relevant."),
    Attested(Clause(DISCERN, "Q6, Q16"), "The text is balanced and serves as a source for a decision."),
    Attested(Clause(JAMA, "authorship"), "The credentials are true."),
    Attested(Clause(PIF_TICK, "2, 3, 5, 9, 10"), "Training, need, users involved, reach, impact."),
    Attested(Clause(CDC_INDEX, "3, 4, 7, 11-14, 16"), "Visuals, the audience's words, behaviours, numbers."),
    Attested(Clause(PEMAT, "1-3, 10, 13-16, 18, 23-26"), "Purpose, everyday words, order, visual aids."),
    Attested(
        Clause(NHS, "2 evidence, 4 needs"), "The evidence is good; nobody is left out; users tested it."
    ),
    Attested(Clause(GOOGLE, "experience, reputation"), "The authors have experience and a good name."),
)
