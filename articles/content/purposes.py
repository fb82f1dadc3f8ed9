"""What a section can be for, after DISCERN: the one table, with everything that is said of each purpose."""

from dataclasses import dataclass


def gettext_noop(text: str) -> str:
    """Marks a text for readers, so that `make messages` finds it. It is translated where it is shown."""
    return text


@dataclass(frozen=True)
class Purpose:
    """`name` is the editors' word, `question` the row of a comparison for readers ("" for none).

    `is_guarded` says whether a change in such a section is never minor: it tells what a treatment does to
    people, or when to call for help. An import guesses the purpose from a heading by `words`, a regular
    expression; of several that fit, the one with the lowest `rank` wins, so narrow ones come first.
    """

    name: str
    words: str = ""
    rank: int = 0
    question: str = ""
    is_guarded: bool = False


PURPOSES = {
    "overview": Purpose(
        "overview",
        r"overview|introduction|summary|about\b|what (?:is|are)\b|general information|background",
        rank=12,
        question=gettext_noop("In short"),
    ),
    "diagnosis": Purpose(
        "diagnosis",
        r"diagnos|evaluation|symptoms?|signs\b|screening|staging|stages?\b|tests?\b|detect",
        rank=10,
    ),
    "how-it-works": Purpose(
        "how it works",
        r"how .*works?\b|techniques?|procedures?|types of|mechanism|used for|use in",
        rank=11,
        question=gettext_noop("How does it work?"),
    ),
    "benefits": Purpose(
        "benefits",
        # Benefits that are money, for those who can't work, are another matter.
        r"(?<!tax )(?<!claiming )(?<!claim )(?<!work )(?<!financial )benefits?\b(?!.*\b(?:sick pay|carers?"
        r"|claim|work"
        r"|allowances?|money)\b)|effectiveness|effective\b|how well|success|outcomes?\b|pros\b"
        r"|(?<!dis)advantages?\b"
        r"|good can it do|(?:it|this|treatment) can help|(?:does|do) (?:it|they) work\b|what .{1,40} can "
        r"achieve",
        rank=9,
        question=gettext_noop("What good can it do?"),
        is_guarded=True,
    ),
    "risks": Purpose(
        "risks",
        # "Risk factors", "Who is at risk?" and "Lowering your risk" tell of the disease, not of a treatment.
        r"side effects?|(?<!your )(?<!the )(?<!increase )(?<!reduce )(?<!lower )(?<!cancer )risks\b"
        r"|risks? (?:of|from|with|in) (?:the |this |your |having |an? )?(?:treatment|operation|surgery"
        r"|procedure|test"
        r"|scan|chemotherapy|radiotherapy|radiation|drugs?|tablets?|medicines?|biopsy|an[ae]*sthetic"
        r"|transplant)"
        r"|(?:the|your) risks\b(?! of (?:getting|developing|cancer))|is it safe|how safe"
        r"|complications?(?! of (?:the )?(?:disease|illness|cancer|diabetes))|adverse|harms?\b"
        r"|(?:treatment|drug) safety|^safety$|toxicit|disadvantages?|cons\b|downsides?|drawbacks?|dangers?\b"
        r"|unwanted effects?|what can go wrong|can it do harm",
        rank=4,
        question=gettext_noop("What harm can it do?"),
        is_guarded=True,
    ),
    "no-treatment": Purpose(
        "no treatment",
        r"no treatment|without treatment|not treat|watchful waiting|if you do nothing",
        rank=3,
        question=gettext_noop("What happens without it?"),
        is_guarded=True,
    ),
    "quality-of-life": Purpose(
        "quality of life",
        r"quality of life|living with|coping|daily life|supportive care|well-?being",
        rank=7,
        question=gettext_noop("How does it change daily life?"),
    ),
    "other-options": Purpose(
        "other options",
        r"(?:treatment|other) options|alternatives?\b|options for|choices",
        rank=5,
        question=gettext_noop("What else can be done?"),
    ),
    "uncertainty": Purpose(
        "uncertainty",
        r"uncertain|not known|research|challenges|future|evidence|clinical trials?|studies",
        rank=6,
        question=gettext_noop("What is not known?"),
    ),
    "questions": Purpose(
        "questions to ask",
        r"questions?\b.*\b(?:ask|doctor|team)|questions to",
        rank=2,
        question=gettext_noop("What can you ask?"),
    ),
    "get-help": Purpose(
        "when to get help",
        r"when to (?:get|seek|call|see)|emergenc|warning signs|urgent",
        rank=1,
        is_guarded=True,
    ),
    "support": Purpose(
        "support",
        r"resources?\b|support\b|organi[sz]ations?\b|helplines?|contacts?\b|charit",
        rank=8,
    ),
    "other": Purpose("other"),
}
PURPOSE_NAMES = {key: purpose.name for key, purpose in PURPOSES.items()}


def is_guarded(key: str) -> bool:
    """Whether a change in a section with that purpose is never minor; a purpose nobody knows is guarded."""
    return key not in PURPOSES or PURPOSES[key].is_guarded
