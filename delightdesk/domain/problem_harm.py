"""Reports in which somebody was harmed: an allergen, an injury, a threat, a theft, a slur.

These go to a manager whatever else the report says, so they are read first and rather once too often than once too
seldom; the severity can be changed by whoever knows better.
"""

from __future__ import annotations

import re

_FOODS = "nut|peanut|almond|hazelnut|walnut|cashew|gluten|wheat|dairy|lactose|sesame|shellfish|prawn|egg|soya?|milk"
_ALLERGIC = re.compile(
    r"\b(?:allerg\w+|anaphyla\w+|epipen|hive|coeliac|celiac)\b"
    r"|\b(?:had|has|contain|contained|containing|full of|trace of|despite|found) "
    rf"(?:\w+ ){{0,2}}(?:{_FOODS})\b"
    r"|\b(?:soup|food|meal|dish|cake|sauce|dessert|eating|ate|eaten|nut)\b.*\b(?:swelling|swollen|rash)\b"
)
_NOT_EATEN = re.compile(
    r"\b(?:feather|pillow|duvet|dust|perfume|scent|flower|lily|latex|plaster|dog|cat|wool|detergent)\b"
)
_PART = (
    r"(?:her|his|my|our|their|a) (?:\w+ )?"
    r"(?:hand|finger|thumb|arm|elbow|shoulder|back|leg|knee|foot|toe|head|face|eye|mouth|lip|tongue|teeth|tooth|neck|skin)\b"
)
_STOLEN = re.compile(
    r"\b(?:gone|missing|disappeared) (?:from|out of) (?:the |her |his |my |their |our )?(?:room )?safe\b"
    r"|\b(?:stolen|stole|theft|thief|thieve|robbed|robbery|burglar\w*|pickpocket\w*|broke into|broken into)\b"
)
_SHAMED = re.compile(
    r"\b(?:racis[mt]|racial\w*|sexis[mt]|homophob\w*|transphob\w*|antisemit\w*|islamophob\w*|discriminat\w*|slur|bigot\w*)\b"
    r"|\bcalled (?:me|her|him|them|us|my \w+) "
    r"(?:an? (?!taxi|cab|car|doctor|ambulance|uber|lift|porter|2nd|3rd|few|couple|minute|hour|day|week|bit)\w+"
    r"|names?|stupid|fat|ugly|crazy)\b"
    r"|\bbecause (?:i am|im|she is|he is|they are|we are|of (?:my|her|his|their|our)) (?:a )?"
    r"(?:black|asian|arab|jewish|muslim|gay|lesbian|trans|foreign\w*|disab\w+|skin|race|colou?r|religion|accent|origin"
    r"|wheelchair|headscarf|hijab|nationality|sexuality)\b"
)
_HURT = re.compile(
    r"\b(?:fell|fallen|falling) (?:on|in|over|down|from|when|off (?:the|her|his|a) (?:bed|chair|ladder|balcony|step))\b"
    r"|\b(?:slipped|tripped) (?:on|in|over|and|at|by|when|down)\b"
    r"|\b(?:injur\w+|bleeding|ambulance|hospital|unconscious|fainted|collapsed|concussion|fracture\w*|stitch|choked|choking"
    r"|scalded|drown\w*|electric shock|electrocut\w+|food poison\w+|poisoned|swelling|swollen)\b"
    r"|\b(?:she|he|guest|child|son|daughter|wife|husband|mother|father|i|we) (?:(?:got|was|were|is|badly) )?"
    r"(?:hurt|burned|burnt|cut|bitten|attacked)\b|\bbit (?:a|the|her|his|my|our|me|us)\b"
    rf"|\b(?:hurt|burn|burned|burnt|cut|crushed|pinched|jammed) {_PART}"
    r"|\b(?:other|another|wrong|somebody elses?|someone elses?) (?:patient )?"
    r"(?:file|record|result|chart|prescription)\b"
    r"|\bglass in (?:(?:the|her|his|my|their) )?(?:\w+ )?(?:food|soup|salad|bread|drink|dish|meal|dessert)\b"
    r"|\bcan(?:t|not) breathe\b|\bwrong (?:medicine|medication|patient|tooth|dose)\b"
    r"|\bon fire\b|\b(?:caught|is a|was a) fire\b"
)
_ATTACKED = re.compile(
    r"\b(?:assault\w*|threat\w*|harass\w*|molest\w*|groped|punched|slapped|spat|stalk\w*|knife|weapon|intruder)\b"
    r"|\b(?:hit|pushed|kicked|grabbed) (?:me|her|him|them|us|a guest)\b|\btouched (?:me|her|him)\b"
)


def harm_in(plain: str) -> str:
    """The kind of problem in which somebody was harmed, "" when nobody was.

    ``plain``: the words as `domain.problem_words` gives them, joined by one space.
    """
    if _ALLERGIC.search(plain):
        return "safety" if _NOT_EATEN.search(plain) else "food.allergen"
    if _STOLEN.search(plain):
        return "lost"
    if _SHAMED.search(plain):
        return "staff"
    return "safety" if _HURT.search(plain) or _ATTACKED.search(plain) else ""
