"""Numbers from two to twenty as the languages of the founding sections write them. Data only.

“One” is left out: in most of these languages it is also an article.
"""

NUMBER_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty hundred thousand",
        "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
        "achtzehn neunzehn zwanzig hundert tausend",
        "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt cent mille",
        "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
        "diciassette diciotto diciannove venti cento mille",
        "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        "dieciocho diecinueve veinte cien mil",
        "pt": "dois duas três quatro cinco seis sete oito nove dez onze doze treze catorze quatorze quinze dezesseis "
        "dezessete dezoito dezenove vinte cem mil",
        "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien twintig honderd duizend",
        "da": "to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve "
        "hundrede tusind",
        "el": "δύο δυο τρεις τρία τέσσερις τέσσερα πέντε έξι επτά εφτά οκτώ οχτώ εννέα εννιά δέκα έντεκα ένδεκα δώδεκα "
        "δεκατρείς δεκατρία είκοσι εκατό χίλια χίλιοι χίλιες",
        "ur": "دو تین چار پانچ چھ چھے سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس سو ہزار لاکھ",
    }.items()
}
