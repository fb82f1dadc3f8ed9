"""What a page can be about: the one table, with everything that is said of each kind of page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """`name` is the editors' word, `about` a sentence on what belongs here. A new page of the kind starts
    with sections of the purposes in `outline`. `thing` is the type of schema.org for what it is about, ""
    where there is none.

    An import guesses the kind from a category or tag that is one of `labels`, from a title by `title`, and
    from headings by `headings`. The last two are regular expressions. Of several that fit, the one with the
    lowest `rank` wins, so narrow ones come first. English and Spanish.
    """

    name: str | Promise
    about: str | Promise
    outline: tuple[str, ...]
    labels: tuple[str, ...] = ()
    title: str = ""
    headings: str = ""
    rank: int = 0
    thing: str = ""


KINDS = {
    "treatment": Kind(
        _("treatment"),
        _("What can be done, what good and what harm it does, and what else there is."),
        ("overview", "how-it-works", "benefits", "risks", "no-treatment", "quality-of-life", "other-options",
         "uncertainty", "questions", "get-help", "support"),
        labels=("treatment", "treatments", "therapy", "tratamiento", "tratamientos"),
        title=r"treat(?:ment|ments|ing)\b|\w*(?:therapy|therapies)\b|surger(?:y|ies)|operations?\b"
        r"|transplants?\b|transplantation|\w+ectomy\b|\w+plasty\b|radiation\b|ablation"
        r"|watchful waiting|tratamientos?\b|cirugía|\w*terapias?\b|trasplantes?\b|operación",
        headings=r"how (?:it|this treatment|the treatment) works|benefits|side effects|drawbacks"
        r"|before (?:the|your) (?:treatment|operation|surgery)|treatment options|cómo actúa|beneficios"
        r"|efectos secundarios|opciones de tratamiento",
        rank=8,
        thing="MedicalTherapy",
    ),
    "condition": Kind(
        _("condition"),
        _("An illness: its signs, how it is found, and what can be expected."),
        ("overview", "diagnosis", "other-options", "quality-of-life", "uncertainty", "questions", "get-help",
         "support"),
        labels=("condition", "conditions", "disease", "diseases", "cancer types", "types of cancer",
                "rare diseases", "enfermedad", "enfermedades", "tipos de cáncer"),
        title=r"cancers?\b|tumou?rs?\b|leuk(?:a|)emias?\b|lymphomas?\b|melanomas?\b|sarcomas?\b"
        r"|\w*carcinomas?\b|\w*blastomas?\b|gliomas?\b|myelomas?\b|metastas[ei]s|diseases?\b"
        r"|syndromes?\b|moles?\b|symptoms\b|signs of|stages? of|survival|prognosis|c[aá]ncer\b"
        r"|tumor(?:es)?\b|leucemia|linfoma|enfermedad|s[ií]ndrome|metástasis|síntomas|lunares",
        headings=r"symptoms?|signs\b|causes?\b|risk factors?|(?:who is|who gets|at) risk|inherited"
        r"|genetic changes|stages?\b|staging|outlook|prognosis|how (?:common|many people)|diagnos"
        r"|what (?:is|are)\b|síntomas|causas|factores de riesgo|pronóstico|estadios|qué es",
        rank=9,
        thing="MedicalCondition",
    ),
    "test": Kind(
        _("test or scan"),
        _("How something is found or measured: what is done, and what the result means."),
        ("overview", "how-it-works", "risks", "uncertainty", "questions", "get-help"),
        labels=("test", "tests", "tests and scans", "scans", "diagnosis", "prueba", "pruebas", "diagnóstico"),
        title=r"\bscans?\b|\btest(?:s|ing)?\b|biops(?:y|ies)|ultrasound|x-rays?\b|\b(?:MRI|CT|PET)\b"
        r"|\w+oscopy\b|mammograms?\b|mammograph|tumou?r markers?|pathology report|pruebas?\b|análisis"
        r"|biopsias?\b|ecograf|resonancia|tomograf|radiograf[ií]|mamograf|\w+oscopia\b",
        headings=r"(?:before|during|after) (?:the|your) (?:test|scan|biopsy)|(?:getting|your) results"
        r"|what (?:the|your) results mean|why (?:is|do I need) (?:it|this test|a scan)|preparing for"
        r"|antes de la prueba|resultados",
        rank=6,
        thing="MedicalTest",
    ),
    "drug": Kind(
        _("drug"),
        _("A medicine: what it is for, how it is taken, and which side effects it has."),
        ("overview", "how-it-works", "benefits", "risks", "uncertainty", "get-help", "questions"),
        labels=("drug", "drugs", "medicine", "medicines", "medication", "fármaco", "fármacos",
                "medicamento", "medicamentos"),
        title=r"\bdrugs?\b|tablets?\b|capsules?\b|injections?\b|medicines?\b|medications?\b|fármacos?\b"
        r"|medicamentos?\b|comprimidos?\b|inyecci"
        r"|\w{3,}(?:mab|tinib|ciclib|parib|rafenib|platin|taxel|rubicin|tecan|lutamide|zole|leucel)\b",
        headings=r"how (?:to|do I) take|dos(?:e|age)\b|interactions?|use in cancer|who should not take"
        r"|missed dose|storage|storing|pregnancy and breastfeeding|cómo (?:se toma|tomar)|dosis",
        rank=7,
        thing="Drug",
    ),
    "coping": Kind(
        _("side effect or coping"),
        _("What illness and treatment do to somebody's days, and what helps."),
        ("overview", "quality-of-life", "get-help", "questions", "support"),
        labels=("side effects", "side effect", "coping", "living with cancer", "efectos secundarios",
                "vivir con cáncer"),
        title=r"side effects?|(?:coping|cope|dealing|living|adjusting|facing) (?:with|to)|managing\b|nausea"
        r"|vomiting(?! syndrome)|fatigue(?! syndrome)|tiredness|hair loss|lymph(?:o|)edema|\bpain\b"
        r"|neuropathy|constipation|diarrh|appetite|sleep problems|insomnia|mouth (?:sores|problems)"
        r"|anxiety|depression|distress|hot flushes|feelings\b|nutrition|eating(?! disorder)"
        r"|efectos secundarios|afrontar|convivir|náuseas|cansancio|fatiga|caída del (?:pelo|cabello)"
        r"|linfedema|\bdolor\b|estreñimiento|ansiedad|alimentación",
        headings=r"ways to (?:manage|cope)|what (?:can help|helps)|tips for"
        r"|talking with your (?:health|care|doctor)|how to (?:manage|cope)|looking after yourself"
        r"|self-help|qué puede ayudar|consejos",
        rank=5,
        thing="MedicalSignOrSymptom",
    ),
    "screening": Kind(
        _("screening or prevention"),
        _("Tests for people without signs, and what lowers the risk."),
        ("overview", "how-it-works", "benefits", "risks", "uncertainty", "questions", "get-help"),
        labels=("screening", "prevention", "causes & prevention", "early detection", "cribado", "prevención"),
        title=r"screening|prevent(?:ion|ing|ive)?\b|(?:lower|reduc)(?:e|ing) (?:your |the )?risk|vaccin"
        r"|immuni[sz]ation|early detection|risk factors?|cribado|detección precoz|prevención|prevenir"
        r"|vacuna|reducir (?:el|su) riesgo|factores de riesgo",
        headings=r"screening|protective factors|lower (?:your|the) risk|risk reduction|how to prevent"
        r"|who (?:should|can) be screened|overdiagnosis|cribado|cómo prevenir",
        rank=2,
    ),
    "support": Kind(
        _("support and carers"),
        _("Help for patients, families and carers: people, money, work, words."),
        ("overview", "quality-of-life", "questions", "get-help", "support"),
        labels=("support", "carers", "caregivers", "families", "money", "apoyo", "cuidadores", "familias"),
        title=r"\bcar(?:ers?|egivers?|egiving)\b|caring for|for (?:families|family and friends|friends)"
        r"|talking (?:to|with) (?:your )?(?:child|children|family|friends|kids)|spouse|partner\b"
        r"|siblings?\b|financial|\bmoney\b|insurance|\bwork and\b|support (?:groups?|services|for)"
        r"|helplines?|cuidador|cuidar (?:a|de)|grupos de apoyo|ayudas? económic"
        r"|para (?:la familia|familias)",
        headings=r"help (?:for|with) (?:money|costs|work)|support groups?|looking after (?:yourself|a)"
        r"|your rights|grupos de apoyo",
        rank=3,
    ),
    "news": Kind(
        _("news of evidence"),
        _("One new result: what was found, in whom, and what it doesn't tell yet."),
        ("overview", "benefits", "risks", "uncertainty"),
        labels=("news", "research news", "blog", "press release", "noticias", "novedades"),
        title=r"\b(?:study|studies|trial|research|researchers|scientists)\b.{0,60}\b(?:finds?|shows?|suggests?|confirms?|identif(?:y|ies)|reports?|reveals?)\b"
        r"|\bFDA (?:approv|grant)|\bapproves?\b|\bshows? (?:benefit|promise)"
        r"|\b(?:improves?|extends?|delays?|prolongs?|reduces?)\b"
        r".{1,40}\b(?:survival|recurrences?|risk of|deaths?)\b"
        r"|\bnew (?:[\w-]+ )?(?:drug|treatment|therapy)\b.{0,40}\bmay\b|\badvances in\b"
        r"|\b(?:new|latest) (?:study|research|trial|results|findings|evidence)"
        r"|research (?:results|news)|study updates|\bnews\b"
        r"|estudio.{0,60}\b(?:muestra|revela|demuestra|confirma)|nuevo estudio|aprueba|noticias",
        headings=r"what (?:the|this) study (?:found|means)|limitations|next steps for research"
        r"|qué encontró el estudio",
        rank=1,
    ),
    "about": Kind(
        _("about this site"),
        _("Who publishes the site, how it is made, and how to reach it."),
        ("overview", "support"),
        labels=("about", "about us", "who we are", "quiénes somos", "sobre nosotros"),
        title=r"^about (?:us|this (?:site|website)|our\b|the (?:charity|site))|who we are"
        r"|our (?:team|editorial|mission|history)|editorial policy|contact us|privacy|terms of use"
        r"|quiénes somos|(?:sobre|acerca de) nosotros|aviso legal|política editorial",
        headings=r"our (?:mission|team|history|funding|trustees)|contact us|how we are funded"
        r"|nuestra (?:misión|historia)|nuestro equipo",
        rank=0,
    ),
}  # fmt: skip
KIND_NAMES = {key: kind.name for key, kind in KINDS.items()}
