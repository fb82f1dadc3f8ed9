"""What a page doesn't say of itself, told by its words: its language, and whom it is for. An editor
decides."""

import re
from collections import defaultdict
from collections.abc import Iterable

# Short words that are frequent in one language and rare in the others.
FREQUENT = {
    "en": "the and of to is are that for with your this from have not you can may will",
    "es": "el los las una que por para con del está más puede cómo como su sus al es muy si",
    "fr": "les des une est dans pour pas que vous sur avec plus sont cette qui du aux être",
    "de": "der die das und ist nicht mit von den ein eine auf für sich werden dem oder sie",
    "it": "il gli una che per con del della sono può più anche questo come nel alla dei le",
    "pt": "os uma que não para com por mais do da dos das seu sua pode são como em ao você",
    "nl": "het een van en niet voor met zijn dat kan wordt naar deze ook bij aan worden de",
    "pl": "się nie jest na do że dla jak może lub oraz które przez są po od przy tego",
}
LANGUAGES = {word: [code for code, words in FREQUENT.items() if word in words.split()]
             for words in FREQUENT.values() for word in words.split()}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
ENOUGH = 3
PROFESSIONALS = re.compile(
    # Who talks to professionals is a patient.
    r"(?<!\bto )(?<!\bwith )(?<!\byour )(?<!\bby )(?<!\bfrom )(?<!\ba )(?<!\bthe )(?<!\bask )(?<!\bsee )"
    r"(?<!\bother )\bhealth ?(?:care)? professionals?\b"
    r"|\bfor (?:healthcare |health )?(?:professionals|clinicians|doctors|physicians"
    r"|nurses|nursing staff|pharmacists|oncologists|practitioners|gps)\b|\b(?:professional"
    r"|clinician)(?: version|s only)\b"
    r"|\bprofesionales? (?:de la salud|sanitarios?)\b|\bpara (?:profesionales|médicos|enfermeras"
    r"|enfermería)\b",
    re.IGNORECASE,
)


def language_of(text: str) -> str:
    """The code of the language in which a text is written; "" where its words don't tell."""
    counts: defaultdict[str, float] = defaultdict(float)
    for word in WORD.findall(text[:20_000].casefold()):
        found = LANGUAGES.get(word, ())
        for code in found:
            counts[code] += 1 / len(found)
    (first, most), (_, second) = [*sorted(counts.items(), key=lambda each: -each[1])[:2], ("", 0), ("", 0)][
        :2
    ]
    return first if most >= ENOUGH and most > second * 1.5 else ""


CHECK_AUDIENCE = "Its title or tags suggest that it's for health professionals: check the audience."


def is_for_professionals(labels: Iterable[str]) -> bool:
    """Whether a title, a tag or a category says that a page is for people who treat patients."""
    return any(PROFESSIONALS.search(label) for label in labels)
