"""Words that belong in another place than a note: a child's details, a room beside a name, a promise, an occasion."""

from __future__ import annotations

from delightdesk.domain.wording_rules import AdviceKind, Rule, any_of, before

_CHILD = (
    r"(?:(?:grand)?(?:sons?|daughters?)|child(?:ren)?|kids?|bab(?:y|ies)|toddlers?|(?:little |small )?(?:boys?|"
    r"girls?)|twins|sohn|tochter|kind(?:er)?|"
    r"fils|fille|enfants?|hij[oa]s?|niñ[oa]s?|figli[oa]?|bambin[oai])"
)
_AGE = (
    r"(?P<{}>\d{{1,2}})(?![\d:.,]\d|\d| ?(?:to \d|am|pm|uhr|h\b|nights?|days?|guests?|kg|cm|euro|eur|gbp|%|o'clock|"
    r"th\b|"
    r"st\b|nd\b|rd\b|june|july|may|august|cots?|beds?|towels?))"
    r"(?:[ -]?(?:years?|yrs?|y/?o|jahre?|ans|años|anni|months?|monate|mois|meses|mesi)\b(?:[ -](?:old|alt)\b)?)?"
)
_NAME = r"(?-i:[A-ZÀ-Þ][a-zà-ÿ'’-]+)"

CHILD = (
    rf"\b(?:(?:her|his|their|the|our) )?(?P<who>{_CHILD})\b,?\s+"
    rf"(?:(?:is |are |named |called |is called |heißt |s'appelle |se llama |si chiama )?(?P<name>{_NAME}(?:(?:,| and|"
    rf" und| et| y| e) {_NAME})*)(?! (?:Street|Road|Park|Hotel))[,:]?\s*)?"
    rf"(?:(?:who )?(?:is |are |aged |age |ist |a |tiene |ha )"
    rf"?\(?{_AGE.format('age')}(?:\s*(?:and|&|,|und|et|y|e)\s*(?P<second>\d{{1,2}})\b)?\)?)"
    rf"|\b(?P<old>\d{{1,2}})[ -]?(?:years?|yrs?|y/?o|month|months|jahre|ans|años|anni)[ -]?(?:old|alte?r?s?)?[ "
    rf"-]+(?:(?:her|his|their) )?(?P<young>{_CHILD})\b"
    rf"|\b(?:(?:her|his|their) )?(?P<small>(?:(?-i:child|kid)|bab(?:y|ies)|toddler|kind|enfant|niñ[oa]|bambin[oa]|"
    rf"little (?:boy|girl)))s?,? "
    rf"(?:(?:is )?(?:named|called) |heißt |s'appelle |se llama |si chiama |'s name is )?(?P<named>{_NAME})\b"
)
"""A child with its name or age. Which band fits is worked out by the coach."""
CHILD_STEMS = (
    "son|daughter|child|kid|bab|toddler|boy|girl|twins|sohn|tochter|kind|fils|fille|enfant|hij|niñ|figli|bambin"
)
CHILD_WHY = "Children get an age band; a name only as a parent wants it used."

BANDS = ((1, "under 2"), (5, "2 to 5"), (9, "6 to 9"), (13, "10 to 13"), (17, "14 to 17"))
"""The age a band ends with, and how it is written."""

SCHOOL = Rule(
    AdviceKind.CHILD,
    ("school|kindergarten|nursery|kita|schule|école|colegio|scuola|grundschule|primary|academy"),
    (
        rf"\b(?:and )?(?:who )?(?:attends?|goes to|go to|is at|are at|pupils? (?:at|of)|geht (?:in|auf) (?:die|das)|"
        rf"va à l'|va al|va alla)\s*(?:the )?(?:(?:{_NAME}|of|the|st\.?|de|la)\s+){{0,4}}"
        r"(?:school|kindergarten|nursery|kita|\w*schule|école|colegio|scuola|primary(?: school)?|academy)\b(?: (?:in|"
        r"of) (?-i:[A-Z]\w+))?"
        r"|\b(?-i:école|colegio|scuola) (?-i:[A-ZÀ-Þ]\w+)"
    ),
    "It tells strangers where to find a child, and helps nobody here.",
)

_TITLE = r"(?:mrs?|ms|miss|mx|dr|prof|herrn?|frau|mme|mlle|madame|monsieur|señora?|sra?|signora?|sig)"
_ROOM = r"(?:room|rm|zimmer|zi|chambre|habitaci[oó]n|camera|suite)\.? ?(?:no\.? ?|nr\.? ?|number ?|#)?\d{1,4}[a-z]?\b"

ROOM = Rule(
    AdviceKind.ROOM,
    (
        "room|rm |zimmer|zi.|chambre|habitaci|camera|suite|mr |mr.|mrs|ms |ms.|miss|dr |dr.|herr|frau|"
        "mme|mlle|sr |sr.|sra|sig|señ|madame|monsieur"
    ),
    (
        rf"\b{_TITLE}\.? {_NAME}(?:[ -]{_NAME})?(?P<behind>,? ?\(?(?:(?:in|of|from|on|aus|de|en|di) )?(?:{_ROOM}|"
        rf"(?<![\d.])\b\d{{3,4}}\b(?![:.]\d|[ -]?(?:eur|gbp|usd|points|times)))\)?)"
        rf"|\b(?P<front>(?:in )?{_ROOM}[,:]? ?[(]?)(?={_TITLE}\.? {_NAME}|{_NAME} (?:likes|wants|asked|needs|is|has|"
        rf"prefers)\b)"
        rf"|(?<![.!?] )\b(?!Table|Gate|Room|Flight|Booking|Zimmer|Suite|Chambre|Please|In|From|Move|Likes|Wants|"
        rf"Prefers|Asked){_NAME}(?P<after>,? ?\(?(?:in )?{_ROOM}\)?)"
    ),
    "Beside a name it tells where somebody sleeps. The room has its own field.",
    asks="room",
)

PROMISE = Rule(
    AdviceKind.PROMISE,
    (
        "we will|i will|we'll|i'll|we shall|i shall|we can|we are going|we're going|we would|told |"
        "free |wir werden|ich werde|verspro|allons|on va|promis|vamos a|voy a|prometi|faremo|promesso"
    ),
    (
        r"(?:(?:^|(?<=[,;.:] )|(?<=\band ))(?:(?:told|said to) (?:her|him|them|the guest)(?: that)? )?(?:we|i)(?:'ll|"
        r" will| shall| can| are going to| am going to|'re going to| would))(?! (?:not|never|see if|be closed))\b"
        r"|\btold (?:her|him|them|the guest) (?:that )?(?:we|i)(?:'d|'ll| will| would)\b"
        r"|\b(?:wir werden|ich werde|haben? versprochen,?|nous allons|on va|promis (?:de|que)|vamos a|voy a|hemos "
        r"prometido|le prometimos|faremo|ho promesso|abbiamo promesso)\b"
        r"|\b(?:gets?|will get|will have|offered|given) (?=(?:a |an )?free )"
    ),
    "Sounds like a promise. Kept as one it has an owner and a time.",
    "promised:",
    "promise",
)

OCCASION = Rule(
    AdviceKind.OCCASION,
    (
        "birthday|bday|b-day|anniversary|honeymoon|first time|proposal|propose|geburtstag|hochzeitstag|"
        "jubiläum|flitter|anniversaire|lune de miel|cumple|aniversario|luna de miel|compleanno|"
        "luna di miele|verlob"
    ),
    any_of(r"""
                birthday | b-?day | anniversary(?! (?:of the|party of)) | honeymoon |
                first time (?:here|with us) | (?:marriage )?proposal | (?:wants|plans|going) to propose |
                geburtstag | hochzeitstag | jubiläum | flitterwochen | anniversaire | lune de miel |
                cumpleaños | aniversario | luna de miel | compleanno | anniversario | luna di miele |
                verlobung
            """),
    "Typed with its day, such as birthday 3 May, it comes up by itself.",
    "",
    "occasion",
    unless=before(r"(?:our |hotel'?s |house'?s |happy|last year's|card for the|not (?:her|his|their)|no) "),
)
