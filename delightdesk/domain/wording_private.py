"""Words about a guest's belief, descent and love: kept is what they asked for, or nothing."""

from __future__ import annotations

from delightdesk.domain.wording_rules import PERSON, AdviceKind, Rule, any_of, before

_BELIEF = "Belief and descent are theirs. Note what they asked for."
_LOVE = "Whom somebody loves is theirs, and a guess here. Note nothing of it."

_NATIONS = (
    r"(?:americans?|arabs?|asians?|australians?|austrians?|brits?|british|chinese|dutch(?:men|man)?|english(?:men|"
    r"man)?|french(?:men|man)?|"
    r"germans?|greeks?|indians?|irish|israelis?|italians?|japanese|koreans?|poles|polish|portuguese|romanians?|"
    r"russians?|scots|"
    r"scottish|spanish|spaniards?|swiss|turks?|turkish|ukrainians?|africans?|mexicans?)"
)

FAITH = (
    Rule(
        AdviceKind.FAITH,
        ("halal|muslim|moslem|musulm|islam|ramadan|kosher|koscher|casher|jew|jüdisch|juif|juive|judí|ebre"),
        any_of(
            r"""
                halal | muslims? | moslems? | muslim(?:a|in|isch) | musulman[eoa]?s? | musulmán |
                islam(?:ic)?(?! art) | ramadan | kosher | koscher | casher | jew(?:ish|s)? | jüdisch\w* |
                juifs? | juives? | judí[oa]s? | ebre[oai]
            """,
            after=r"(?! (?:museum|quarter|cemetery|salt))",
        ),
        _BELIEF,
        "no pork",
        "sensitive",
        is_about_people=True,
    ),
    Rule(
        AdviceKind.FAITH,
        (
            "catholic|protestant|hindu|buddhis|sikh|christian|jehovah|mormon|atheist|religious|katholisch|"
            "evangelisch|catholique|católic|cattolic|prays|prayer|betet"
        ),
        any_of(r"""
                (?:is |devout |strict |they are |she's |he's )?(?-i:[Cc]atholic|[Pp]rotestant|[Hh]indu|[Bb]uddhist|
                [Ss]ikh|christian|Jehovah's Witness(?:es)?|[Mm]ormon|[Aa]theist)s?(?! (?:church|cathedral|mass|school|
                [A-Z])) |
                (?:is|are|was|he's|she's|very|devout(?:ly)?|deeply) (?-i:Christians?|religious) |
                (?-i:Christian) (?:family|couple|guest|group) | katholisch(?! kirche) |
                evangelisch(?! kirche) | catholique(?! ) | católic[oa] | (?-i:cattolic[oa]) |
                prays(?: five times a day| daily)?
            """),
        _BELIEF,
        "asked for (a quiet hour, a prayer mat, a service nearby)",
        "sensitive",
        is_about_people=True,
    ),
    Rule(
        AdviceKind.FAITH,
        ("accent|akzent|acento"),
        any_of(r"""
                (?:(?:strong|thick|heavy|foreign|funny|odd|bad|terrible|\w+(?:ish|an|ese|ch)) )*accent |
                (?:starker? |mit )?akzent | acento | fort accent | accento
            """),
        "An accent is no need. How they like to be spoken to is.",
        "likes it slow and clear, or in (language)",
        unless=before(r"grave |acute "),
    ),
    Rule(
        AdviceKind.FAITH,
        (
            "black|white|arab|asian|oriental|coloured|gyps|african|foreigner|ethnic|dunkelh|ausländer|"
            "zigeuner|gitan|zingar|étranger|indian|latin|immigrant"
        ),
        any_of(rf"""
                (?:black|white|arabs?|asian|oriental|coloured|african|latin[oa]|brown|dark-skinned) {PERSON} |
                gyps(?:y|ies) | foreigners? | ethnic(?: \w+)? | dunkelhäutig\w* | ausländer(?:in)? |
                zigeuner(?:in)? | gitane?s? | gitan[oa] | zingar[oa] | immigrants?
            """),
        _BELIEF,
        "",
    ),
    Rule(
        AdviceKind.FAITH,
        ("typical|like all|loud |being |because|these |those |typisch|typique|típic|tipic|as usual with"),
        any_of(rf"""
                (?:typical(?:ly)?|like all|as usual with|loud|noisy|rude|these|those) {_NATIONS}(?! (?:dish|food|
                breakfast|beer|wine|dress|music|dance|lessons?|papers?|class)) |
                because (?:he|she|they)(?:'s|'re| is| are) {_NATIONS} | being {_NATIONS} |
                typisch (?:deutsch|engländer|franzos\w+|russ\w+|italien\w+|amerikan\w+) | typique des \w+ |
                típic[oa] de los \w+ | tipic[oa] dei \w+
            """),
        "Where somebody is from explains nothing. Note what they asked for.",
        "asked for (what)",
    ),
)

RELATIONSHIP = (
    Rule(
        AdviceKind.RELATIONSHIP,
        (
            "mistress|his wife|her husband|affair|lover|geliebte|affäre|seitensprung|maîtresse|sa femme|"
            "son mari|amant|su mujer|su esposa|su marido|sua moglie|suo marito|different |another |"
            "other woman|other man|seine frau|ihr mann|cheat|real wife"
        ),
        any_of(r"""
                (?:with |and )?(?:his |her |a |the )?mistress |
                (?:not|n't) (?:actually |really )?(?:his|her) (?:real )?(?:wife|husband) |
                (?:an|having an|has an|his|her) affair(?: with \w+)? | (?:his|her|with a|secret) lovers? |
                (?:mit )?(?:seine[rmn]? |ihre[rmn]? )?geliebte[rn]? | affäre | seitensprung |
                maîtresse(?! (?:d'|de )) | pas (?:sa femme|son mari) | (?:son |sa )amante? |
                no es (?:su (?:mujer|esposa|marido)) | non è (?:sua moglie|suo marito) |
                (?:nicht|keine?) (?:seine frau|ihr mann) |
                (?:different|another|other|new) (?:woman|wom[ae]n|man|girl|wife|girlfriend|boyfriend)(?! (?:at|
                on) (?:the )?(?:desk|reception|phone))(?: (?:each|every|this|than) \w+(?: \w+)?)? |
                cheat(?:s|ing) on (?:his|her)(?: \w+)? | his real wife | (?:su |la )amante(?! (?:de|del))
            """),
        _LOVE,
        "never speak of other visits",
        "security",
    ),
    Rule(
        AdviceKind.RELATIONSHIP,
        (
            "two men|two women|two husbands|two wives|gay|lesbian|homosexual|queer|same-sex|same sex|schwul|"
            "lesbisch|zwei männer|deux hommes|dos hombres|due uomini|bisexual|lesbienne|trans|used to be a"
        ),
        any_of(r"""
                two (?:men|women|guys|girls)(?:,? (?:in |sharing |with )?(?:one|a|the same|1) (?:double )?bed) |
                two (?:husbands|wives) | (?:is |are |openly )?gay(?: couple| man| men)?(?! (?-i:[A-Z])) |
                lesbians?(?: couple)? | homosexuals? | queer(?: couple)? | same[- ]sex couple |
                schwul\w*(?: paar)? | lesbisch\w*(?: paar)? | zwei (?:männer|frauen),? ein bett |
                deux (?:hommes|femmes),? un lit | dos (?:hombres|mujeres),? una cama |
                due (?:uomini|donne),? un letto | bisexual | lesbiennes? |
                trans(?:gender|sexual|vestite)(?: \w+)? | used to be a (?:man|woman)
            """),
        _LOVE,
        "one large bed",
    ),
    Rule(
        AdviceKind.RELATIONSHIP,
        ("escort|prostitut|hooker|sugar d|toy boy|toyboy|call girl|nutte|puttan"),
        any_of(r"""
                (?:an|his|her|with) escorts?(?: girl)?(?! (?:to|her|him|them)) | escort girl | prostitut\w+ |
                hookers? | sugar (?:daddy|baby) | toy ?boy | call girl | nutte
            """),
        _LOVE,
        "",
    ),
    Rule(
        AdviceKind.RELATIONSHIP,
        ("divorc|separat|geschieden|scheidung|divorziat|left her|left him|dumped"),
        any_of(r"""
                (?:recently |just |newly |is |getting |going through a (?:messy )?)*divorc(?:ed|e|ée?|ing|iad[oa]) |
                separated from (?:his|her) \w+ | geschieden | in scheidung | divorziat[oa] |
                (?:husband|wife) left (?:him|her)(?! (?:phone|bag|key|coat|wallet))
            """),
        "Private. Note only what to leave out.",
        "no couple's extras",
    ),
)
