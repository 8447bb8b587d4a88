"""Numbers as words: two to twenty, hundred and thousand, in the languages of the founding sections. Data only.

“One” is left out: in most of these languages it is also an article. Forms of the same number are parted by a stroke.
Unlike the words of `checks.number_words`, each of these says its number exactly; ordinals are none.
"""

_VALUES = (*range(2, 21), 100, 1000, 100_000)

NUMBER_WORDS: dict[str, dict[str, int]] = {
    language: {word: value for forms, value in zip(words.split(), _VALUES, strict=False) for word in forms.split("/")}
    for language, words in {
        "en": "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty hundred thousand",
        "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
        "achtzehn neunzehn zwanzig hundert tausend",
        "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit "
        "dix-neuf vingt cent mille",
        "it": "due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici "
        "diciassette diciotto diciannove venti cento mille",
        "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
        "dieciocho diecinueve veinte cien mil",
        "pt": "dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze quinze "
        "dezesseis/dezasseis dezessete/dezassete dezoito dezenove/dezanove vinte cem mil",
        "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien twintig honderd duizend",
        "da": "to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten atten nitten tyve "
        "hundrede tusind",
        "el": "δύο/δυο τρεις/τρία τέσσερις/τέσσερα πέντε έξι επτά/εφτά οκτώ/οχτώ εννέα/εννιά δέκα έντεκα/ένδεκα δώδεκα "
        "δεκατρείς/δεκατρία δεκατέσσερις/δεκατέσσερα δεκαπέντε δεκαέξι δεκαεπτά/δεκαεφτά δεκαοκτώ/δεκαοχτώ "
        "δεκαεννέα/δεκαεννιά είκοσι εκατό χίλια/χίλιοι/χίλιες",
        "ur": "دو تین چار پانچ چھ/چھے سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس بیس سو ہزار لاکھ",
    }.items()
}
