"""What a clinic and a shop leave out of their notes on top of everybody else."""

from __future__ import annotations

from delightdesk.domain.wording_rules import AdviceKind, Rule, any_of

CLINICAL = (
    Rule(
        AdviceKind.HEALTH,
        (
            "diagnos|medicat|prescri|treatment|test result|lab result|blood|biops|scan|x-ray|mri|symptom|"
            "surgery|operation|therap|vaccin|dose|dosage| mg|0mg|5mg|antibiotic|infect|fever|pain|rash|"
            "screening|smear|referral|root canal|extraction|filling|crown|implant|befund|behandlung|"
            "medikament|symptôme|traitement|ordonnance|tratamiento|síntoma|receta|sintom|terapia|ricetta|"
            "cura|positive for|psychiat|gynaec|oncolog|urolog"
        ),
        any_of(r"""
                diagnos\w+ | medicat\w+ | prescri(?:bed|ption)s? |
                (?:his |her |their )?treatments?(?: for \w+)? | (?:test|lab|blood|scan) results? |
                blood (?:test|pressure|sugar|work)s? | biops(?:y|ies) | (?:ct |mri |bone )scans? | x-?rays? |
                mri | symptoms? | surgery | operation | therap(?:y|ies|ie|ia) | vaccin\w+ | dos(?:e|es|age) |
                \d+ ?mg | antibiotics? | infect(?:ion|ed|ious) | fever |
                (?:tooth|back|chest|stomach|in) ?(?:ache|pain) | rash | screening | smear(?: test)? |
                referral | root canal | extraction | fillings? | crown(?: fitted| prep) | implants? |
                befunde? | behandlung(?:en)? | medikamente? | symptômes? | traitements? | ordonnance |
                tratamientos? | síntomas? | receta | sintom[oi] | ricetta | positive for \w+ | psychiatr\w+ |
                gynaecolog\w+ | oncolog\w+ | urolog\w+
            """),
        "Clinical facts stay in the clinical system.",
        "needs (a chair, more time, the lift)",
    ),
)
"""For a clinic, on top of all others, and never offered as a sensitive note."""

SHOP = (
    Rule(
        AdviceKind.JUDGEMENT,
        (
            "fat|chubby|skinny|plump|overweight|obese|big lady|big woman|large lady|old|elderly|too big|"
            "too thin|dick|mollig|alte|gross|grosse|maigre|vieille|vieux|gord|flac|viej|grass|vecchi|belly|"
            "bust|pear-shaped|plus size|plus-size|looks her age"
        ),
        any_of(r"""
                (?:too |very |quite )?(?:fat|chubby|skinny|plump|overweight|obese|plus[- ]size)(?! (?:free|quarter|
                content)) |
                (?:big|large|heavy) (?:lady|woman|man|girl|customer) |
                old(?:er)? (?:lady|woman|man|couple|customer|people) | elderly |
                too (?:big|thin|old|young|fat|short) for \w+ | looks (?:her|his|their) age |
                looks (?:old|older|fat|pregnant) | (?:zu )?dicke?[rn]?(?= (?:frau|mann|kund)) | mollig\w? |
                alte[rn]? (?:frau|mann|dame|kund\w+) | grosse (?:dame|femme|cliente) | maigre |
                vieille (?:dame|femme|cliente) | gord[oa] | flac[oa] | (?:señora )?viej[oa] | grass[oa] |
                vecchi[oa] (?:signora|cliente) | pear-shaped | (?:big|large|huge) (?:bust|belly|bum)
            """),
        "Remarks on body or age hurt. Note the size or style asked for.",
        "takes size (which), likes (what)",
        is_about_people=True,
    ),
)
"""For a shop: no remark on size, weight or age."""
