"""What the International Patient Decision Aid Standards ask of a decision aid, and what sees to it here.

The criteria of version 4 (Joseph-Williams et al., Medical Decision Making 2014), in our words. The decision
aid is a comparison of two pages; nobody has certified it.
"""

from dataclasses import dataclass

QUALIFYING, CERTIFYING, QUALITY = "qualifying", "certifying", "quality"
COMPARISON = "`templates/articles/_compared.html`"


@dataclass(frozen=True)
class Criterion:
    """`where` names the rules and files that see to it, or says why it isn't met or doesn't apply."""

    kind: str
    asks: str
    where: str


CRITERIA = (
    Criterion(
        QUALIFYING, "It describes the illness or problem.",
        f"The main message of each page (`main-message-missing`) and the row “In short” ({COMPARISON}).",
    ),
    Criterion(
        QUALIFYING, "It states the decision.",
        f"The first heading of a comparison, with the question in a sentence ({COMPARISON}).",
    ),
    Criterion(
        QUALIFYING, "It describes the options.",
        f"Both treatments and “Neither of the two”, before the table ({COMPARISON}); how each works "
        "(`how-it-works-missing`), what happens without it (`no-treatment-missing`), and what else can be "
        "done (`other-options-missing`).",
    ),
    Criterion(QUALIFYING, "It describes what good each option can do.", "`benefits-missing`"),
    Criterion(QUALIFYING, "It describes what harm each option can do.", "`risks-missing`"),
    Criterion(
        QUALIFYING, "It describes what it's like to live with what follows.",
        "The row on daily life; `quality-of-life-missing`",
    ),
    Criterion(
        CERTIFYING, "It shows good and bad alike, in equal detail.",
        f"Rows of one table, in one type, for all options alike ({COMPARISON}); `balance` and `one-sided` "
        "warn of sections that differ much in length.",
    ),
    Criterion(
        CERTIFYING, "It cites the evidence.",
        "`benefits-uncited`, `unsupported-statistic`; a number in brackets in the table leads to the source "
        "on its page.",
    ),
    Criterion(
        CERTIFYING, "It gives a date.",
        "The row “Reviewed” (`articles/public/side_by_side.py`); publishing sets the dates.",
    ),
    Criterion(
        CERTIFYING, "It says how it's kept up to date.",
        "The day of the next review in the row “Reviewed”; “How we write and review”, to which every page "
        "leads.",
    ),
    Criterion(
        CERTIFYING, "It says how sure the chances are.",
        "The row “What is not known?” (`uncertainty-missing`); survey tables say how people were chosen "
        "(`articles/rendering/surveys.py`).",
    ),
    Criterion(CERTIFYING, "It says who paid for it.", "The row “Paid for by”; `funding-missing`"),
    Criterion(
        CERTIFYING,
        "Of a test: what it measures, what follows each result, and what is found that would never have "
        "harmed (four criteria).",
        "Doesn't apply: comparisons are of treatments. A page about a test would need rules of its own.",
    ),
    Criterion(
        QUALITY, "Chances are told with one denominator and for one period.",
        "Shares in survey tables are drawn as so many of 100 people (`articles/rendering/surveys.py`); "
        "`percent-without-count` asks for the same in sentences. That two pages tell of one period is left "
        "to their reviewers: studies differ.",
    ),
    Criterion(
        QUALITY, "It asks what matters to the reader.",
        f"The list “What matters to you?”, to tick ({COMPARISON}).",
    ),
    Criterion(
        QUALITY, "It helps to talk to the doctor.",
        "The row “What can you ask?” (`questions-missing`), and what was ticked, to print.",
    ),
    Criterion(
        QUALITY, "It reports its reading level.",
        "The row “Reading level” (`articles/public/side_by_side.py`), of English texts.",
    ),
    Criterion(
        QUALITY, "It was tried with patients and clinicians, and studied.",
        "Not met: nobody has done that with this site.",
    ),
)  # fmt: skip
