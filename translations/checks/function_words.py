"""The commonest small words of languages. They tell languages apart even in a heading, where letters say too little."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

WORDS: Final[dict[str, str]] = {
    "en": "the and of to in is are was were be been for with on at by from as that this these those it its he his she "
    "her they their them you your we our us not no or but if who which what when where how has have had will would can "
    "may must should do does did an all any more than there here out up about into after before said only also one "
    "i my me so",
    "de": "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist sind war waren "
    "wird werden wurde wurden worden sein hat haben hatte hatten zu zum zur im in am an auf aus bei mit nach von vom vor "
    "für über unter um durch gegen ohne bis als wie wenn dass daß weil sich er sie es wir ihr ihre ihren ihrem ihrer "
    "ihnen uns unser unsere sein seine seinen auch noch nur schon mehr man was wer wo so dann diese dieser dieses diesem "
    "diesen kann können muss müssen soll sollen alle",
    "fr": "le la les l un une des du de d et ou mais ne pas plus est sont était étaient être été a ont avait avaient "
    "avoir à au aux en dans sur sous par pour avec sans entre chez vers que qu qui quoi dont où ce cet cette ces c se s "
    "il elle ils elles nous vous on je j me m lui leur leurs son sa ses notre nos votre vos mon ma mes si comme aussi "
    "très tout toute tous toutes même fait faire peut doit y n",
    "it": "il lo la i gli le l un uno una di del dello della dei degli delle a al allo alla ai agli alle da dal dalla "
    "dai dalle in nel nella nei nelle su sul sulla sui con per tra fra e ed o ma non è sono era erano essere stato stata "
    "stati state ha hanno aveva avevano che chi cui come quando dove perché se si ci vi ne lui lei loro noi voi questo "
    "questa questi queste quello quella suo sua suoi sue nostro nostra più anche già solo ogni può deve tutti tutte",
    "es": "el la los las un una unos unas de del a al en con por para sin sobre entre hasta desde y e o u pero no ni que "
    "quien quienes cual cuyo como cuando donde si se le les lo su sus nos nuestro nuestra es son era eran fue fueron ser "
    "sido está están ha han había habían hay más muy también ya este esta estos estas ese esa esos esas esto eso uno "
    "todo toda todos todas puede debe usted yo mi me tu",
    "pt": "o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às por pelo pela pelos pelas para com "
    "sem sobre entre até desde e ou mas não nem que quem qual como quando onde se seu sua seus suas lhe lhes ele ela eles "
    "elas nós nosso nossa você vocês é são era eram foi foram ser sido está estão há mais muito também já este esta "
    "estes estas esse essa esses essas isso isto aquele todo toda todos todas pode deve têm tem havia eu meu minha",
    "nl": "de het een en of maar niet geen is zijn was waren wordt worden werd werden heeft hebben had hadden te van in "
    "op aan bij met voor naar uit over door tegen zonder tot als dan dat die dit deze wie wat waar wanneer hoe er hij zij "
    "ze wij we u uw jij je jullie hun hen hem haar ons onze ik mijn ook nog al meer om zich kan kunnen moet moeten zal "
    "zullen alle alleen tussen onder na",
    "da": "og i at det er en et den de til på med for af som der har havde ikke men om var blev bliver blevet være fra "
    "ved kan kunne skal skulle vil ville må sig han hun vi os jer I deres dem vores din dine min sin sit sine hans hendes "
    "dette denne disse efter før eller når hvis hvor hvad hvem også kun mere over under mod uden op ud ind alle man nu så "
    "jeg du De Dem",
    "el": "ο η το οι τα του της των τον την τους τις και ή να θα δεν μην με σε για από στο στη στην στον στα στις στους "
    "που πως ότι αν όταν όπου είναι ήταν έχει έχουν είχε ως μια ένα ένας μας σας τους αυτό αυτή αυτός αυτά",
    "ur": "کا کی کے کو نے سے میں پر اور یا مگر لیکن ہے ہیں تھا تھی تھے ہو ہوا ہوئی ہوئے گیا گئی گئے کر کیا کیے یہ وہ اس ان "
    "جو کہ تک بھی نہیں ہی تو ایک اپنے اپنی اپنا آپ ہم ہمارے ہماری جا رہا رہی رہے لیے ساتھ بعد انھیں انہیں جس جن",
    "ar": "في من على إلى عن أن إن التي الذي هذا هذه ذلك كان كانت لا لم لن قد مع بعد قبل أو ثم حتى بين كل وقد هو هي",
    "fa": "در به از که این را با است آن برای هم شده بود می‌شود تا یا هر بر کرد شد می نیز خود ها های اند شود کند",
    "sv": "och att det är som på för med av den till inte har ett från vid kan ska var hade blev de om eller när också sig "
    "efter mot utan under vi ni deras",
    "tr": "ve bir bu için ile da de daha çok gibi ne kadar olan olarak değil ya hem",
}  # fmt: skip


#: Languages whose lists are long enough to say that a text is not in them.
COMPLETE: Final = frozenset({"en", "de", "fr", "it", "es", "pt", "nl", "da", "el", "ur"})


@lru_cache(maxsize=64)
def of_language(language: str) -> frozenset[str]:
    """The small words of a language; empty when they are not known."""
    return frozenset(word.casefold() for word in WORDS.get(language, "").split())


@lru_cache(maxsize=256)
def only_in(language: str, other: str) -> frozenset[str]:
    """Small words of one language that are none of the other."""
    return of_language(language) - of_language(other)
