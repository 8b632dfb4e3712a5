"""Words that judge a guest, guess at them or shut them out, and what to write instead."""

from __future__ import annotations

from delightdesk.domain.wording_rules import PERSON, AdviceKind, Rule, any_of, before

_FACT = "It judges. What happened, and when, helps the next person more."
_OURS = before(
    r"(?:waiters?|waitress|staff|colleagues?|driver|barman|bartender|housekeep\w+|cleaner|receptionists?|porter|"
    r"doorman|"
    r"we|us|our \w+|neighbou?rs?|kellner(?:in)?|personal|mitarbeiter(?:in)?|nachbarn?|personnel|serveur|serveuse|"
    r"camarer[oa]|personale|camerier[ea])\b[^.;,]{0,24}"
)
_SUBJECT = (
    r"(?:(?<![^\W_])(?:he|she|they|guest|customer|patient|client|husband|wife|(?:mr|mrs|ms|miss)\.? \w+)"
    r"(?:'s|'re| is| was| are| were| can be| gets| got| became| seems)?(?: very| really| quite| so| always| a "
    r"bit| rather| too)*|"
    r"^(?:very |really |quite |a bit |always )?)"
)


def _of_person(word: str) -> str:
    """A word that judges only when it is said of a person: "she is cheap", "cheap guest", never "cheap flights"."""
    return (
        rf"{_SUBJECT} ?\b(?P<said>{word})(?=\s*(?:$|[,.;:!)]|\band\b|\bbut\b))|\b(?P<noun>{word}) "
        rf"{PERSON}\b"
    )


RULES = (
    Rule(
        AdviceKind.JUDGEMENT,
        (
            "rude|impolite|arrogan|aggress|unfriend|obnox|nasty|insolent|abusive|frech|unhöf|unfreun|"
            "unversch|impoli|désagr|groser|maleduc|scortes|antip"
        ),
        any_of(
            r"""
                rude(?:ly)? | impolite | arrogan(?:t|te|tes?) | aggressive? | aggressiv\w* | unfriendly |
                obnoxious | nasty | insolent | abusive | frech\w? | unhöflich\w* | unfreundlich\w* |
                unverschämt\w* | impolie? | désagréable | groser[oa] | maleducad[oa] | maleducat[oa] |
                scortese | antip[áa]tic[oa]
            """,
            after=r"(?! (?:awakening|health|shock|smell|surprise|cold|cough|cut|fall|rash|dog))",
        ),
        _FACT,
        "spoke sharply (what about, when)",
        unless=_OURS,
        is_about_people=True,
    ),
    Rule(
        AdviceKind.JUDGEMENT,
        (
            "difficult|demanding|fussy|picky|schwierig|anstreng|difficile|exigeant|difícil|exigente|"
            "high maintenance|high-maintenance|pain in|nightmare"
        ),
        (
            _of_person(
                r"difficult|demanding|fussy|picky|schwierige?r?|anstrengende?r?|exigeante?|exigente|a nightmare|"
                r"high[- ]maintenance"
            )
            + rf"|\b(?P<behind>{PERSON} (?:difficile|difícil|exigeante?|exigente))\b|\b(?P<pain>pain in the "
            rf"(?:neck|arse|ass|butt))\b"
        ),
        _FACT,
        "likes every detail confirmed",
        is_about_people=True,
    ),
    Rule(
        AdviceKind.JUDGEMENT,
        ("stupid|idiot|dumb|moron|thick|clueless|dumm|blöd|imbécile|estúpid|tont|scem"),
        any_of(
            r"""
                stupid | idiot\w? | moron | clueless | dumb(?=\s*(?:$|[,.;]|as\b|guest|man|woman)) |
                dumm\w?\w? | blöd\w* | imbécile | estúpid[oa] | tont[oa] | scem[oa]
            """,
            after=r"(?! (?:mistake|question of ours|price|rule|error|waiter))",
        ),
        _FACT,
        "likes things explained step by step",
        unless=_OURS,
        is_about_people=True,
    ),
    Rule(
        AdviceKind.JUDGEMENT,
        ("cheap|stingy|miser|tight|geizig|radin|tacañ|tirchi"),
        (
            _of_person("cheap(?! and cheerful)|tight-?fisted")
            + r"|\b(?P<always>cheapskate|cheap tipper|stingy|miserly|tight-?fisted|geizig\w*|geizhals|radine?|"
            r"tacañ[oa]|tirchi[oa])\b"
        ),
        _FACT,
        "asks about prices first",
        is_about_people=True,
    ),
    Rule(
        AdviceKind.JUDGEMENT,
        (
            "crazy|mad|weird|creep|nutter|insane|lunatic|strange|verrückt|seltsam|komisch|folle|fou|bizarre|"
            "loco|loca|pazz|psycho"
        ),
        (
            _of_person("crazy|mad|weird|strange|insane|komisch|seltsam|bizarre|fou|folle|loc[oa]|pazz[oa]|verrückt")
            + r"|\b(?P<always>creepy?|nutter|nutcase|lunatic|weirdo|psychos?|verrückte[rn]?)\b"
        ),
        _FACT,
        "asked for something unusual (what)",
        is_about_people=True,
    ),
    Rule(
        AdviceKind.JUDGEMENT,
        ("complainer|moan|whin|trouble|nörgl|querulant|meckere|râleu|quejica|quejic|lament|karen"),
        any_of(r"""
                (?:serial |chronic |constant )?complainers? | moan(?:er|s all|ing (?:all|again))\b\w* |
                whin(?:er|y|ing) | trouble-?makers? | nörgler(?:in)? | querulant(?:in)? | meckerer |
                râleu(?:r|se) | quejica | lamentos[oa] | a karen
            """),
        _FACT,
        "told us of problems before (which)",
        is_about_people=True,
    ),
    Rule(
        AdviceKind.JUDGEMENT,
        (
            "liar|lying|lied|lies|dishonest|scam|con artist|thie|crook|fraud|lügn|lügt|betrüg|menteu|"
            "mentiros|bugiard|shoplift"
        ),
        any_of(r"""
                liar | lied to (?:us|me|the) | (?:is|was|always) lying(?! down| in| on) | lies to us |
                dishonest | scamm(?:er|ing) | con artist | crook | fraudster | thief | shoplifter |
                lügner(?:in)? | lügt | betrüger(?:in)? | menteu(?:r|se) | mentiros[oa] | bugiard[oa]
            """),
        _FACT,
        "told it differently (what, to whom)",
        unless=before(r"called (?:me|us|her|him|them) (?:a )?"),
        is_about_people=True,
    ),
    Rule(
        AdviceKind.JUDGEMENT,
        (
            "ugly|smell|stink|fat|lazy|annoying|pathetic|dirty|hysteric|häss|faul|nervig|stinkt|moche|"
            "pénible|fea|feo|brutt|spoil|bossy|bitch|asshole|arsehole|jerk"
        ),
        (
            _of_person(
                r"ugly|lazy|annoying|pathetic|dirty|fat|smelly|bossy|hässlich|faul|nervig|moche|pénible|"
                r"fe[oa]|brutt[oa]"
            )
            + r"|\b(?P<always>hysterical|spoil(?:ed|t) (?:brat|child|kids?|woman|man)|bitch|ass-?hole|arsehole|jerk|"
            r"(?:he|she|they|guest) (?:smells?|stinks?|smelled|stank)|stinkt)\b"
        ),
        "It judges, and says nothing about what to do.",
        "",
        is_about_people=True,
    ),
    Rule(
        AdviceKind.DRINK,
        (
            "drunk|intoxicat|tipsy|hungover|hammered|wasted|stoned|on drugs|betrunk|besoffen|ivre|soûl|"
            "bourré|borrach|ubriac|high on"
        ),
        any_of(
            r"""
                drunk(?:en(?:ly)?|s)? | intoxicated | tipsy | hungover | hammered |
                (?:was|got|totally) wasted | stoned | (?:high )?on drugs | high on \w+ | betrunken\w? |
                besoffen\w? | ivres? | soûle? | bourrée? | borrach[oa] | ubriac[oa]
            """,
            after=r"(?! (?:driving|driver|noise|party next|neighbou?r|by ))",
        ),
        "Nobody measured it. What was seen is a fact.",
        "was unsteady on their feet (where, when)",
        unless=_OURS,
        is_about_people=True,
    ),
    Rule(
        AdviceKind.DRINK,
        (
            "alcoholi|addict|junkie|drinks too|drinking problem|boozer|alkoholiker|drogen|trinkt zu|alcooli|"
            "drogu|toxicoman|alcohóli|drogadict|alcoliz|alcolist|drogat"
        ),
        any_of(r"""
                (?:recovering |ex-?)?alcoholics?(?! (?:drinks?|beverages?|beer|wine|content|option|cocktail|free)) |
                (?:drug |alcohol )?addict(?:s|ion)? |
                addicted to (?:drugs|alcohol|drink|pills|gambling|heroin|cocaine) | junkie | drinks too much |
                drinking problem | boozer | alkoholiker(?:in)? | drogen(?:abhängig|süchtig)\w* |
                trinkt zu viel | (?<!boisson )(?<!boissons )(?<!non )alcooliques? | droguée? | toxicomane |
                (?<!bebida )(?<!bebidas )(?<!no )alcohólic[oa] | drogadict[oa] | alcolizzat[oa] | alcolista |
                drogat[oa]
            """),
        "A weakness is nobody's to note. What they like to be served is.",
        "likes a welcome drink without alcohol",
        unless=before(r"non[- ]?|no "),
        is_about_people=True,
    ),
    Rule(
        AdviceKind.BAN,
        (
            "ban|blacklist|black list|do not rent|don't rent|do not serve|not welcome|no longer welcome|"
            "barred|never let|never have|never take|hausverbot|sperrliste|schwarze liste|liste noire|non grata|lista "
            "negra|"
            "vetad|lista nera|blocklist|dnr|not to be readmitted"
        ),
        any_of(r"""
                (?:is |was |been |permanently )*banned(?! (?:substance|item|from carry)) |
                (?:lifetime|house|life) ban | ban (?:him|her|them|this|for life) | black-?list(?:ed)? |
                black list(?:ed)? | blocklist(?:ed)? |
                (?:do not|don't) (?:rent|serve|readmit|let (?:him|her|them) in) |
                (?:not|no longer) welcome(?: here| back| any ?more)? | barred |
                never (?:let|have|take) (?:him|her|them) (?:in )?again | (?-i:DNR) | hausverbot | sperrliste |
                schwarze liste | liste noire | (?:persona )?non grata | lista negra | vetad[oa] | lista nera |
                not to be readmitted
            """),
        "A security note: a lead or manager keeps it, with the reason and a day to look again.",
        "security: (what happened, when), look again on (day)",
        asks="security",
    ),
    Rule(
        AdviceKind.OPINION,
        (
            "seem|i think|i guess|i believe|i suspect|probabl|presum|apparent|looks like|must be|scheint|"
            "vermutlich|wahrscheinlich|ich glaube|ich denke|semble|je pense|je crois|parece|creo que|sembra|"
            "penso che|credo che|supposedly"
        ),
        any_of(
            r"""
                (?:(?:he|she|they|guest|it) )?seem(?:s|ed)?(?: to be| to)? |
                i (?:think|guess|believe|suspect|suppose)(?: that)?(?: (?:s?he|they)(?:'s|'re| is| are)?)? |
                (?:(?:s?he|they)(?:'s|'re| is| are|) )?(?:probably|presumably|apparently|supposedly) |
                (?:he|she|they|guest) looks? like | (?:he|she|they|guest) must be |
                (?:scheint|vermutlich|wahrscheinlich) | ich (?:glaube|denke) | (?:il |elle )?semble |
                je (?:pense|crois)(?: que)? | parece | probablement(?:e)? | creo que | sembra |
                (?:penso|credo) che | probabilmente
            """,
            after=r"(?!,? (?:will |to |be |is |are |going to |gonna )*(?:arriv|late\b|early\b|around|about|"
            r"by |after|before|at \d|on \w+day|tomorrow|"
            r"tonight|today|leav|check|land|back|coming|come|stay|need|broken|leak|cold|warm|loose|"
            r"faulty|blocked|the (?:heat|air|"
            r"boiler|pump|lift|tap|light|bulb|door|lock|filter)|out of order|not work))",
        ),
        "A guess. Kept as your opinion it stands under your name.",
        "my impression:",
        unless=before(r"(?:heating|shower|tv|lift|lock|door|wifi|tap|light|key|it|room|toilet|drain|bill|food|soup) "),
    ),
    Rule(
        AdviceKind.OPINION,
        ("google|facebook|linkedin|instagram|tiktok|gegoogelt|googlé|looked|online"),
        any_of(r"""
                googled(?! (?:us|the hotel|our))(?: (?:him|her|them))? | (?:gegoogelt|googlé) |
                looked (?:him|her|them|the guest) up(?: online)? |
                (?:saw|found|read|checked|seen|learnt|learned)(?: (?!us\b)\w+){0,4} (?:on|via|
                in) (?:her |his |their )?(?:facebook|linkedin|instagram|tiktok|google|social media) |
                according to (?:her |his |their )?(?:facebook|linkedin|instagram|google)
            """),
        "Only what they told us or what was seen here; nobody is looked up.",
        unless=before(r"(?:s?he|they|guest|who) "),
    ),
)
