"""Words that give away what is in a thing, whoever forgot to say so.

A house that adds "Glass of prosecco" and names no content would have it offered to somebody who must not drink. So
what a gesture is called is read for the common carriers of allergens, alcohol and the like. The table is a second pair
of eyes, not a list of ingredients: it errs towards one tag too many, and a person may take that tag out.
"""

from __future__ import annotations

import re

from anyascii import anyascii

from delightdesk.domain.text import clean

_WORDS: dict[str, str] = {
    "alcohol": "alcohol|champagne|champers|wine|prosecco|cava|cremant|sekt|bubbly|fizz|beer|ale|lager|stout|cider|gin|"
    "whisky|whiskey|bourbon|rum|vodka|tequila|brandy|cognac|glass of port|port wine|sherry|vermouth|grappa|"
    "limoncello|liqueur|amaretto|schnapps|cocktail|spritz|aperitif|aperol|martini|negroni|margarita|mimosa|toddy|"
    "sangria|sake|eggnog|tiramisu|trifle",
    "sulphites": "champagne|wine|prosecco|cava|cremant|sekt|cider|dried apricot|raisin",
    "nuts": "nut|almond|hazelnut|walnut|cashew|pistachio|pecan|macadamia|praline|marzipan|nougat|frangipane|nutella|"
    "gianduja|baklava|macaron|macaroon|amaretti|amaretto|granola|muesli|pesto|bakewell",
    "peanuts": "peanut|groundnut|satay",
    "milk": "milk|cheese|cream|butter|yoghurt|yogurt|latte|cappuccino|flat white|custard|chocolate|truffle|brownie|"
    "cake|scone|croissant|fudge|toffee|tiramisu|trifle|gelato",
    "eggs": "egg|omelette|cake|cupcake|muffin|brownie|meringue|mayonnaise|custard|macaron|pancake|waffle|quiche|"
    "tiramisu|trifle|eggnog",
    "gluten": "bread|toast|sandwich|roll|bun|cake|cupcake|muffin|brownie|biscuit|cookie|shortbread|pastry|pastries|"
    "croissant|scone|pie|tart|pancake|waffle|pasta|pizza|pretzel|cracker|doughnut|donut|beer|ale|lager|stout|quiche|"
    "granola|muesli|tiramisu|trifle|baklava",
    "crustaceans": "crustacean|shellfish|seafood|prawn|shrimp|crab|lobster|langoustine|crayfish|bouillabaisse",
    "molluscs": "mollusc|shellfish|seafood|oyster|mussel|clam|scallop|squid|calamari|octopus|escargot",
    "fish": "fish|seafood|salmon|tuna|anchovy|anchovies|trout|cod|sardine|caviar|sushi|kipper|bouillabaisse",
    "sesame": "sesame|tahini|hummus|halva|bagel",
    "soya": "soya|soy|tofu|edamame|miso|chocolate",
    "celery": "celery|celeriac|bloody mary",
    "mustard": "mustard|piccalilli",
    "lupin": "lupin",
    "pork": "pork|ham|bacon|sausage|salami|prosciutto|chorizo|pancetta",
    "meat": "meat|beef|steak|lamb|chicken|turkey|duck|veal|venison|pork|ham|bacon|sausage|salami|prosciutto|chorizo",
    "gelatine": "gelatine|gelatin|gummy|gummies|jelly|jellies|marshmallow|panna cotta",
    "honey": "honey|mead|baklava",
    "sugar": "sugar|cake|cupcake|muffin|brownie|chocolate|sweets|candy|candies|cookie|biscuit|toffee|fudge|marshmallow|"
    "meringue|sorbet|lemonade|cola|macaron",
    "dog_unsafe": "chocolate|cocoa|brownie|grape|raisin",
    "cat_unsafe": "chocolate|cocoa|brownie|lily|lilies",
    "chocolate": "chocolate|cocoa|truffle|brownie|praline|fudge",
    "caffeine": "coffee|espresso|latte|cappuccino|flat white|macchiato|tea|matcha|cola|chocolate|tiramisu",
    "strawberries": "strawberry|strawberries",
    "berries": "berry|berries|strawberry|strawberries|raspberry|raspberries|blueberry|blueberries",
    "citrus": "citrus|orange|lemon|lime|grapefruit|mandarin|clementine|lemonade|limoncello",
    "melon": "melon|watermelon",
    "grapes": "grape|raisin",
    "banana": "banana",
    "apple": "apple",
    "pineapple": "pineapple",
    "kiwi": "kiwi",
    "mango": "mango|mangoes",
    "fruit": "fruit|strawberry|strawberries|berry|berries|raspberry|raspberries|orange|melon|grape|banana|apple|"
    "pineapple|kiwi|mango|peach|peaches|pear|plum|cherry|cherries",
    "flowers": "flower|bouquet|posy|posies|rose|lily|lilies|tulip|orchid|peony|peonies|corsage",
    "pollen": "flower|bouquet|posy|posies|lily|lilies|sunflower",
    "lilies": "lily|lilies",
    "scent": "scent|perfume|cologne|incense|lavender|diffuser|scented|essential oil|bath oil|bath salt",
    "fire": "candle|sparkler|lantern|fireworks|firework",
    "latex": "latex|balloon",
    "feathers": "feather|down pillow|down duvet",
    "wool": "wool|cashmere",
    "noise": "confetti cannon|fireworks|firework|brass band",
}  # fmt: skip

_PLANT = re.compile(
    r"\b(oat|almond|soya?|coconut|rice|peanut|ginger|root|herb|herbal|fruit) (milk|cream|butter|ale|beer|tea)\b"
)
_FREE = (
    r"\b(?:no|non|not|never|without|free of|free from)[ -](?:any |added )?(?:{0})(?:e?s)?\b"
    r"|\b(?:{0})(?:e?s)?[ -]free\b"
)

_GRAVE = frozenset({"alcohol", "nuts", "peanuts", "crustaceans", "molluscs", "fish", "sesame"})


def _patterns(words: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rf"\b(?:{words})(?:e?s)?\b"), re.compile(_FREE.format(words))


_PATTERNS = {tag: _patterns(words) for tag, words in _WORDS.items()}
_DRY = re.compile(r"\b(?:non|de)-?alcoholi[cs]\w*|\balcohol[ -]free\b|\b0[.,]0 ?%|\bmocktail")


def tags_in(text: str) -> frozenset[str]:
    """What ``text`` says or implies is in a thing, as tags: "almond tart" gives nuts and gluten.

    What it says is left out is not in it: "nut-free", "without milk", "alcohol-free wine".
    """
    plain = _PLANT.sub(r"\1", anyascii(clean(text, 1000)).casefold())
    found = {tag for tag, (there, free) in _PATTERNS.items() if there.search(plain) and not free.search(plain)}
    return frozenset(found - {"alcohol"} if _DRY.search(plain) else found)


def grave_tags_in(sentence: str) -> frozenset[str]:
    """Like `tags_in` for a whole sentence, where "toast" and "rose" may be verbs: only what does real harm."""
    return tags_in(sentence) & _GRAVE
