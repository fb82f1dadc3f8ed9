"""Lines that sell medicines: the one thing on a page that can do direct harm."""

import re

from .phrases import Phrase, Phrases, words_in
from .safety import is_safety_advice

MEDICINES = (
    r"drugs?|meds?|medications?|medicines?|pills?|tablets?|capsules?|supplements?|herbal \w+|generics?"
    r"|sleeping aids?|painkillers?|vitamins?"
)
# Who says one of these warns, or tells where medicines come from: no seller does.
WARNED = re.compile(
    r"\b(?:never|(?:do not|don[’']t)(?! (?:wait|miss|delay|hesitate|pay)\b)|avoid|beware|warnings?"
    r"|illegal(?:ly)?"
    r"|not recommended|be (?:careful|wary)|scams?|fake|unsafe)\b",
    re.I,
)
# So does advice on how to come by what one needs, and what it costs.
ADVISED = (
    r"you (?:can|may|might|could|need|do not need|don[’']t need|will not need|won[’']t need)|ask|some"
    r"|(?<!too )many"
    r"|most|insurers?"
    r"|entitled|helps? (?:you|people|with)|isn[’']t needed|is not needed|(?:is|are) (?:free|sold|available)"
    r"|charit\w+"
    r"|your (?:\w+ )?(?:pharmac\w+|chemist|gp|doctor|nurse|team)|hospital|repeat|seal|registered|before|ready"
    r"|out of|list of|with your|for (?:sickness|pain|nausea)|prepayment|travel|rail|railcard|over-the-counter"
)
ADVERTS = Phrases(
    "order orders buy purchase shop get discount discounts coupon coupons promo code shipping delivery "
    "price prices"
    " priced prescription cart basket offer offers book call claim free sponsored advertisement stock "
    "stocks risk-free"
    " guarantee money-back guaranteed now today hurry subscribe sign online generic cheap shipped ships "
    "delivers"
    " delivered our trusted sell wait miss visit quote $ £ € % needed shipping customers checkout "
    "wholesale introductory gift "
    "packages sales payment voucher "
    "vouchers deals bestselling sale",
    {"medicines": MEDICINES, "advised": ADVISED},
    (
        # An order at the start of the line.
        Phrase(
            r"(?<![^\W])(?:make an order|place (?:an|your) order|order|buy|purchase|shop|get)\b(?! "
            r"(?:your|(?:in|of) which)\b)"
            r".{0,60}?\b(?:{medicines})",
            unless_before=r"[\w’'-]+",
            unless="{advised}",
        ),
        Phrase(
            r"discounts?|coupons?|(?:best|special|lower|reduced|low|lowest|unbeatable) prices?"
            r"|no prescription|without (?:a )?prescription|special offers?",
            # "A discount on the gym" is told of, not offered.
            unless_after=r"(?:on|from) (?:the|rail|travel)|for (?:carers|families|students|older|people)"
            r"|cards?",
            unless="{advised}",
        ),
        Phrase(
            r"promo code|(?:use|enter|with) (?:the )?code [A-Z\d]+|(?:free (?:\w+ )?(?:shipping|delivery"
            r"|quote)|stock up .{0,40}?\b(?:today|now)|(?:order|buy|get) (?:[\w’'-]+ ){1,5}and "
            r"(?:we(?:[’']ll| will)|get|save|receive)\b.{0,30}?\b(?:free|off|discount|extra))"
            r"|lowest prices?"
            r"|(?:unbeatable|best) prices?|add (?:[\w’'-]+ ){0,4}?to (?:(?:your|the) )?(?:shopping "
            r")?(?:cart|basket|bag)|limited(?:[ -]time)? offer"
            r"|exclusive (?:offer|deal)s?|no (?:doctor[’']s visit|prescription) (?:needed|required)|click "
            r"here to (?:buy"
            r"|order)|money[ -]back|(?:shop|buy|order) (?:now|online|today|here)|buy \w+,? (?:and )?get"
            r"|pay later"
            r"|\d+ ?% off|(?:while|as long as) stocks? lasts?|(?:now|back) in stock|before they sell out|on "
            r"sale now"
            r"|next[- ]day delivery|(?:ships?|shipped|delivers?|delivered) (?:worldwide|overnight|to your "
            r"door|discreetly)"
            r"|subscribe and save|claim your (?:\w+ )?(?:bottle|gift|sample|trial|pack|offer|discount"
            r"|spot|supply|bonus|consultation)|starter (?:kit|pack)|trusted by (?:thousands"
            r"|millions)"
            r"|cheap (?:generic|\w+ (?:pills|drugs|tablets))|generic \w+ online|online pharmacy|price this "
            r"week"
            r"|(?:only|just|from|for (?:only|just)) [$£€] ?\d[\d.,]*(?: (?:a|per) (?:bottle|box|pack|month"
            r"|course))?"
            r"|[$£€] ?\d[\d.,]* (?:a|per) (?:bottle|box|pack|course)|satisfaction guaranteed|as seen on tv"
            r"|request a (?:free )?quote|hurry(?=[,!])|best-?selling|special (?:discount|price)",
            unless=r"you (?:can|may|might|could)|beware|{medicines} from (?:an? )?online pharmacy|check"
            r"|safe to",
        ),
        Phrase(
            r"(?:try|visit|discover|order|buy|get|choose|experience|join|browse|see) our (?:\w+ "
            r"){0,3}?(?:shop|store"
            r"|products?|range|formula|boosters?|supplements?|teas?|capsules|drops|remed(?:y|ies)|kits?"
            r"|program(?:me)?s?)"
            r"|our (?:exclusive|world-class|award-winning|unique|patented|special|private|luxury)",
        ),
        Phrase(
            r"(?:book|call|contact us|sign up|register|enquire|act|apply|ring)\b[^.]{0,60}?\b(?:today"
            r"|now)\b[^.]{0,40}?"
            r"\b(?:discount|reserve|consultation|programme|program|offer|save|package|clinic|place|detox"
            r"|treatment plan)"
            r"|(?:book|schedule|reserve) (?:your|a) (?:free )?(?:\w+ )?(?:consultation|session|place|slot"
            r"|treatment)"
            r"[^.]{0,40}?\b(?:today|now|at our|with us|online)"
            r"|call now (?:to|for|and)|don[’']t (?:wait|miss|delay|hesitate)[^.]{0,30}?\b(?:order|buy|offer"
            r"|out|call)"
            r"|risk[- ]free for \d+",
            unless="gp|your (?:nurse|doctor)|999|112|911",
        ),
        # The words of shops: customers, checkouts, shipping, products of their own.
        Phrase(
            r"(?:happy|satisfied|new|our|valued|loyal) customers|(?:secure|fast|easy|express) checkout"
            r"|worldwide shipping"
            r"|discreet(?:ly)? (?:packag\w+|shipp\w+|pack\w+)|wholesale|introductory (?:price|offer)|free "
            r"gift"
            r"|free when you buy|first (?:purchase|order)|payment plans|our (?:\w+ ){0,2}(?:store"
            r"|sales team|prices"
            r"|packages|products|range|bestsellers|checkout)|no prescription\? no problem|sales team"
            r"|packages? from|prices? from (?:only |just )?[$£€]?\d"
            r"|save (?:up to )?(?:[$£€]\d+|\d+ ?%)|vouchers? "
            r"(?:code|now)"
            r"|(?:get|claim|receive) (?:a|your) (?:free )?voucher|best quality|top quality|highest quality",
            unless=r"charity|charities|hospital shop|compare|nhs",
        ),
        Phrase(
            r"(?:choose|try|discover|trust|order|buy|purchase|enjoy) (?:our|your) (?:[\w’'-]+ "
            r"){0,3}?(?:water|oils?|herbs?"
            r"|teas?|packs?|kits?|bottles?|boxes|remed(?:y|ies)|cure|formula|powders?|juices?|mushrooms?"
            r"|clinic|centre"
            r"|center|method|therapy|treatment|course|brand|cream)",
            unless="{advised}|for (?:carers|families)|online course",
        ),
        Phrase(
            r"(?:get|claim|order|request|receive) (?:\w+ ){0,3}free samples?"
            r"|sales (?:office|line|staff|department)|(?:only|just) \w+ (?:places|spots|bottles|packs"
            r"|boxes) left"
            r"|(?:this (?:week|weekend|month)|today|tonight) only(?=[:,!])|try it free|cancel any ?time"
            r"|click (?:\w+ ){0,4}to (?:buy|order|shop|purchase)",
            anchors="free sales left only try cancel click",
        ),
        Phrase(
            r"(?:fast|quick|express|international|overnight|same-day|discreet) (?:shipping|delivery)"
            r"|ships? free"
            r"|instant access|why pay (?:more|full)|early[- ]bird|our (?:\w+ ){0,2}discounts?"
            r"|(?:get|buy) (?:[\w’'-]+ ){1,6}for less(?= ?[.!])"
            r"|subscribe (?:now|today)\b.{0,60}?\b(?:delivery|box|save|offer|discount|{medicines})",
            unless=r"newsletter|{advised}",
            anchors="shipping delivery ships ship instant early-bird early discounts less subscribe pay",
        ),
        # An order, and what it brings.
        Phrase(
            r"(?:(?:order|buy|purchase|shop|grab) |(?:place|complete) your order|get your hands "
            r"on)(?:[^\s.?!]{1,30}"
            r" ){0,12}?(?:and save|free of charge|one free|same day|dispatch\w*|warehouse|factory|deals?"
            r"|cheap\w*|limited"
            r" edition|wholesale|half price|bonus|first pack|here(?=[.!]|$))",
            unless="{advised}|prescriptions?|leaflet|booklet|copy|copies",
            anchors="order buy purchase shop grab hands",
        ),
        Phrase(
            r"we ship|shipped (?:straight|direct)|discounted (?:\w+ ){0,3}{medicines}|(?:shop|store) for "
            r"the best deals"
            r"|(?:number one|no\.? ?1|#1|top|best)[- ]selling|limited edition \w+ box"
            r"|(?:only|just|(?:today|now|yours) for) (?:[$£€] ?\d[\d.,]*|\d[\d.,]* (?:euros|dollars"
            r"|pounds))(?=[.!]|$)",
            unless="{advised}|parking|tickets?|fares?|bus|train",
            anchors="ship shipped discounted deals selling best-selling top-selling edition only today now",
        ),
        # An order that names a price.
        Phrase(
            r"(?:get|book|buy|order|try|join|start|claim|enjoy)\b(?: [^\s.?!]{1,30}){1,12}? (?:for|from|at)"
            r" (?:only |just )?(?:[$£€] ?\d[\d.,]*|\d[\d.,]* (?:euros|dollars|pounds))",
            unless_before=r"[\w’'-]+,?",
            unless="{advised}|nhs|hire|borrow|booklet|thermometer",
            anchors="$ £ € euros dollars pounds",
        ),
        Phrase(r"sponsored by (?:the )?(?:makers?|manufacturers?|producers?|sellers?)"),
        Phrase(r"(?:sponsored|advertisement|advertorial|promoted)(?=:| ?[-–])"),
        Phrase(
            r"(?:order|buy|claim) your (?:[\w’'-]+ ){1,3}(?:here|now|today|online)",
            unless="{advised}|prescriptions?|booklet|leaflet|results|appointment|card|benefits?|test|kit",
        ),
        Phrase(r"get yours|order yours|(?:get|grab|claim) (?:it|them) (?:now|today)"),
    ),
)


def promotional_words(line: str) -> str:
    """The words that make a line an advertisement, or "". Neither a warning against buying is one, nor
    advice to get help ("Get help if somebody took too many tablets")."""
    words = advert_words(line)
    return "" if words[:3].casefold() == "get" and is_safety_advice(line) else words


def advert_words(line: str) -> str:
    """The words that make a line look like an advertisement, whatever else it says, or ""."""
    found = ADVERTS.find(line, words_in(line))
    return found[0] if found and not WARNED.search(line) else ""
