"""Words about a guest's body and mind: kept is only what the house has to do for them.

A guest may want such a thing to be known; then it is a sensitive note, kept with their word for it.
"""

from __future__ import annotations

from delightdesk.domain.wording_rules import AdviceKind, Rule, any_of, before

_NEED = "Health is theirs to tell. Note what to do, or ask to keep it hidden."

_OF_US = before(r"(?:our|the|no|broken|new) ")


def _health(offer: str, stems: str, words: str, unless: str = "") -> Rule:
    return Rule(AdviceKind.HEALTH, stems, words, _NEED, offer, "sensitive", unless, is_about_people=True)


HEALTH = (
    _health(
        "no added sugar",
        ("diab"),
        words=any_of(
            r"""
                (?:type [12] )?diab[eéè]t\w+
            """,
            after="(?! (?:friendly|options?|jam|menu))",
        ),
    ),
    _health(
        "no alcohol",
        ("pregnan|expecting|schwanger|enceinte|embaraz|incinta|ivf|miscarr"),
        words=any_of(r"""
                (?:\d+ (?:months|weeks) )?pregnan(?:t|cy) | expecting(?: a baby| twins)(?! to) | schwanger\w* |
                (?<!une )enceinte(?! bluetooth) | embarazada | incinta | ivf | miscarriages?
            """),
    ),
    _health(
        "quiet place, time to arrive",
        (
            "depress|bipolar|schizo|ptsd|suicid|breakdown|mental|déprim|dépress|depriv|deprim|burnout|"
            "burn-out|adhd|autis|asperger"
        ),
        words=any_of(
            r"""
                (?:clinically )?depress(?:ed|ion|ive|iv)\b | bipolar | schizo\w+ | ptsd | suicid\w+ |
                (?:nervous )?breakdown | mental(?:ly)? (?:ill|illness|problems?|health) | dépressi\w+ |
                déprimée? | depriv?mid[oa] | depress[oai]\b | burn-?out | adhd | autis\w+ | asperger'?s?
            """,
            after="(?! (?:market|economy|of the car))",
        ),
        unless=before(r"(?:car|bus|vehicle|their|engine) "),
    ),
    _health(
        "step-free way, lift nearby",
        ("heart |cardiac|pacemaker|stroke|herz|cardia|infarto|parkinson|hip |knee |arthritis|multiple sclerosis"),
        words=any_of(r"""
                (?:bad |weak )?heart (?:condition|attack|disease|problems?|patient|surgery|failure|trouble) |
                cardiac \w+ | pacemaker | (?:had|after|since) (?:a |her |his )?stroke(?! of) |
                herz(?:krank|infarkt|fehler|schrittmacher|problem)\w* | cardiaque | card[ií]ac[oa] |
                cardiopatic[oa] | infarto | parkinson\w* | (?:hip|knee) (?:replacement|surgery|operation) |
                arthritis | multiple sclerosis
            """),
    ),
    _health(
        "step-free room",
        (
            "wheelchair|disabled|handicap|cripple|rollstuhl|behindert|fauteuil|silla de|discapac|rotelle|"
            "disabil|paraly|amput"
        ),
        words=any_of(r"""
                (?:in a |uses a |needs a )?wheelchair(?:[ -](?:user|bound))?(?! (?:ramp|lift|access\w*|taxi|stored|
                broken|hire)) |
                disabled(?! (?:toilet|room|parking|access|bay|space|card|account|user)) | handicap\w* |
                cripple[d]? | (?:im )?rollstuhl(?:fahrer(?:in)?)? | (?:schwer)?behindert\w* |
                fauteuil roulant | silla de ruedas | discapacitad[oa] | sedia a rotelle | disabile |
                paraly[sz]ed | amputee
            """),
        unless=_OF_US,
    ),
    _health(
        "what helps: (less walking, a fridge, a chair)",
        (
            "hiv|aids|cancer|chemo|tumo|hepatitis|epilep|dementi|dement|alzheimer|krebs|krebskrank|crohn|"
            "anorex|bulimi|eating disorder|obes|overweight|asthma|seizure|colostomy|incontinen|covid|std|"
            "cáncer|cancro|kidney|dialys|transplant"
        ),
        words=any_of(r"""
                (?-i:HIV|AIDS|STD)(?: positive)? | hiv positive |
                (?:breast |lung |has |with |had )?cancer(?: patient)?(?! (?:research|charity|uk)) |
                chemo(?:therapy)? | tumou?rs? | hepatitis | epilep\w+ | dementi?a? | demenz | alzheimer'?s? |
                (?:hat |wegen )krebs(?!suppe) | krebskrank | crohn'?s(?: disease)? | anorexi\w+ | bulimi\w+ |
                eating disorder | obes\w+ | overweight | asthma(?:tic)? | seizures? | colostomy |
                incontinen\w+ | (?:has|had|positive for) covid | cáncer | cancro |
                kidney (?:disease|failure|transplant) | dialys\w+ | (?:had a )?transplant | épilep\w+ |
                épilepti\w+
            """),
    ),
    _health(
        "what helps: (a chair, a fridge, quiet)",
        (
            "medication|insulin|surgery|operated|diagnos|prescri|antidepress|methadone|medikament|diagnost|"
            "médicament|medicación|medicina|farmac"
        ),
        words=any_of(r"""
                (?:takes |on |his |her )?medications? | (?:injects |takes )?insulin |
                (?:had |after |having )(?:\w+ )?surgery | diagnos(?:ed|is)(?: with \w+)? | antidepressants |
                methadone | nimmt medikamente | diagnosti(?:ziert|qué|cado) | toma medicación |
                prend des médicaments
            """),
    ),
    _health(
        "reads large print",
        ("blind|visually|sehbehind|aveugle|cieg|cieco"),
        words=any_of(r"""
                (?:half |nearly |legally |is |registered )blind(?=\s*(?:$|[,.;]|in )) | visually impaired |
                sehbehindert | aveugle | cieg[oa] | cieco
            """),
    ),
    _health(
        "face them when you speak",
        ("deaf|hearing|gehörlos|taub|sourd|sord"),
        words=any_of(r"""
                (?:half |nearly |quite |partly )?deaf | hearing impaired | gehörlos\w* | sourde? | sord[oa]
            """),
    ),
)
