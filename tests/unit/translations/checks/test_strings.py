"""Each check on strings: what it finds in a Latin, a right-to-left and another script, what it mends, what it ignores."""

import pytest

from tests.unit.translations.checks.rows import alarms, findings, mended

ARRESTED = "He was arrested on 15 May 2025."
SAID = "They called it “disturbing public order”."


@pytest.mark.parametrize(
    ("check", "source", "target", "to"),
    [
        ("tokens", "Dear {{ name }},", "Liebe {{ nmae }},", "de"),
        ("tokens", "Dear {{ name }},", "جناب،", "ur"),
        ("tokens", "Dear {{ name }},", "Αξιότιμε {{ name },", "el"),
        ("markup", "<b>Write</b> to us.", "<b>Schreiben Sie uns.", "de"),
        ("markup", '<a id="a1">Write</a> to us.', "ہمیں لکھیے۔", "ur"),
        ("markup", "<b>Write</b> to us.", "Γράψτε </b>μας<b>.", "el"),
        ("addresses", "Write to info@example.org today.", "Schreiben Sie heute an info@exmaple.org!", "de"),
        ("addresses", "See example.org/appeals for more.", "مزید کے لیے example.org/apeals دیکھیے۔", "ur"),
        ("addresses", "Call +44 20 7946 0958 today.", "Καλέστε σήμερα το +44 20 7946 0985.", "el"),
        ("numbers", "In 2014 it was founded.", "2041 میں قائم ہوئی۔", "ur"),
        ("numbers", "The charter has 14 points.", "Die Charta hat Punkte.", "de"),
        ("numbers", "Four more were arrested.", "Συνελήφθησαν ακόμη πέντε.", "el"),
        ("numbers", "It holds for seven days.", "Es gilt acht Tage.", "de"),
        ("numbers", "There were ۱۵ of them.", "Es waren ۱۶ Leute.", "de"),
        ("dates", ARRESTED, "Er wurde am 15. Juni 2025 verhaftet.", "de"),
        ("dates", ARRESTED, "انھیں 15 جون 2025 کو گرفتار کیا گیا۔", "ur"),
        ("dates", ARRESTED, "Συνελήφθη στις 15 Ιουνίου 2025.", "el"),
        ("dates", "On 2025-05-15 they met.", "Den 15.06.2025 mødtes de.", "da"),
        ("dates", "On 5 June 2025 they met.", "Am 05.07.2025 trafen sie sich.", "de"),
        ("addresses", "Call 01 42 68 53 00 today.", "Rufen Sie heute 01.42.68.53.01 an.", "de"),
        ("counts", "On that day 15 people were in custody.", "An dem Tag waren 15 Menschen in Haft.", "de"),
        ("counts", "On that day 15 people were in custody.", "اس دن 15 افراد زیرِ حراست تھے۔", "ur"),
        ("counts", "On that day 15 people were in custody.", "Εκείνη την ημέρα 15 άτομα ήταν στη φυλακή.", "el"),
        ("dates-on-record", "Ehsan Ali was arrested on 18 May.", "Ehsan Ali wurde am 18. Mai verhaftet.", "de"),
        ("forbidden-form", "Free Ehsan Ali!", "Freiheit für Eshan Ali!", "de"),
        ("forbidden-form", "Send the model letter.", "Senden Sie die Briefvorlagen.", "de"),
        ("forbidden-form", "Send the model letter.", "ماڈل لیٹر بھیجیے۔", "ur"),
        ("misspelt-name", "Free Ehsan Ali!", "Freiheit für Ehsen Ali!", "de"),
        ("misspelt-name", "Free Ehsan Ali!", "احسن علی کو رہا کرو!", "ur"),
        ("misspelt-name", "Free Ehsan Ali!", "Ελευθερία στον Εχσέν Αλί!", "el"),
        ("misspelt-name", "Ehsan is ill.", "Eshan ist krank.", "de"),
        ("misspelt-name", "Waheed Hassan speaks.", "Wahid Hassan spricht.", "de"),
        ("missing-name", "Free Ehsan Ali!", "انھیں رہا کرو!", "ur"),
        ("missing-name", "Free Ehsan Ali!", "Lasst ihn frei!", "de"),
        ("missing-name", "Waheed Hassan speaks.", "Ehsan Ali spricht.", "de"),
        ("missing-name", "Free Ehsan Ali!", "Ehsan Ali کو رہا کرو!", "ur"),
        ("missing-name", "Free Ehsan Ali!", "Ελευθερία στον Ehsan Ali!", "el"),
        ("untranslated", "Write to the embassy.", "Write to the embassy.", "fr"),
        ("untranslated", "Write to us today. Then tell others.", "آج ہمیں لکھیے۔ Then tell others.", "ur"),
        ("untranslated", "Sign it and send it to the embassy.", "Unterschreiben and send it to the embassy.", "de"),
        ("script", "Their names are known to us.", "Их имена нам известны.", "el"),
        ("script", "Their names are known to us.", "Ихние имена нам известны.", "ur"),
        (
            "language",
            "Their names are known to us and to many others.",
            "Le loro vite sono note a noi e a molti.",
            "fr",
        ),
        ("language", "Their names are known to us.", "أسماؤهم معروفة لنا في كل هذه البلاد التي نعرف.", "ur"),
        ("language", "He is ill. They took him away.", "Er ist krank. Ils l’ont emmené avec eux.", "de"),
        ("sentences", "He is ill. He was taken to hospital.", "Er ist krank.", "de"),
        ("sentences", "He is ill. They took him away.", "وہ بیمار ہیں۔ وہ بیمار ہیں۔ وہ انھیں لے گئے۔", "ur"),
        ("sentences", "He is ill. He was taken to hospital.", "Μεταφέρθηκε στο νοσοκομείο.", "el"),
        ("doubled-word", "He is in poor health.", "Er ist in in schlechter Verfassung.", "de"),
        ("doubled-word", "His health is poor.", "ان کی کی صحت خراب ہے۔", "ur"),
        ("doubled-word", "His health is poor.", "Η υγεία υγεία του είναι κακή.", "el"),
        (
            "length",
            "They organise in public and write their demands down for everybody.",
            "Sie tun es öffentlich.",
            "de",
        ),
        ("end-mark", "They are ill.", "Sie sind krank", "de"),
        ("end-mark", "Who is he?", "وہ کون ہیں", "ur"),
        ("end-mark", "Who is he?", "Ποιος είναι.", "el"),
        ("marks", "They are ill.", "وہ بیمار ہیں.", "ur"),
        ("marks", "Who is he?", "Ποιος είναι?", "el"),
        ("marks", "Who is he?", "Quién es?", "es"),
        ("marks", "Who is he?", "Qui est-il?", "fr"),
        ("quotation-marks", SAID, "Sie nannten es “Störung der Ordnung”.", "de"),
        ("quotation-marks", SAID, "انھوں نے اسے «امن میں خلل» کہا۔", "ur"),
        ("quotation-marks", SAID, "Το ονόμασαν «διατάραξη της τάξης.", "el"),
        ("quotation-marks", SAID, "Sie nannten es Störung der Ordnung.", "de"),
        ("numbers", "12,500 people", "12 400 personnes", "fr"),
        ("numbers", "2,750 people signed.", "2,750 Menschen haben unterschrieben.", "de"),
        ("numbers", "About 5,000 people came.", "تقریباً پندرہ ہزار لوگ آئے۔", "ur"),
        ("numbers", "Two hundred workers", "Trezentos trabalhadores", "pt-br"),
        ("numbers", "5,000 people came.", "Sechstausend Menschen kamen.", "de"),
        ("brackets", "The law (of 1997) stands.", "Das Gesetz (von 1997 gilt.", "de"),
        ("brackets", "The law (of 1997) stands.", "قانون 1997) نافذ ہے۔", "ur"),
        ("invisible", "They are ill.", "Sie sind kr\u200bank.", "de"),
        ("invisible", "The group is ill.", "Die GrÃ¼ÃŸe sind krank.", "de"),
        ("invisible", "They are ill.", "وہ \u202eبیمار ہیں۔", "ur"),
        ("invisible", "They are ill.", "Είναι άρρωσ\ufffdοι.", "el"),
        ("mixed-scripts", "They are ill.", "Sie sind krаnk.", "de"),
        ("mixed-scripts", "They are ill.", "وہ بيمار ہیں۔", "ur"),
        ("mixed-scripts", "They are ill.", "Είναι άρρωστoι.", "el"),
        ("double-escaped", "Law &amp; order", "Recht &amp;amp; Ordnung", "de"),
    ],
)
def test_an_error_is_found(check: str, source: str, target: str, to: str) -> None:
    assert check in alarms(source, target, to)


@pytest.mark.parametrize(
    ("source", "target", "to"),
    [
        ("Dear {{ name }},", "Liebe {{name}},", "de"),
        ("Dear {{ name }}, dear {{ name }},", "جناب {{ name }}،", "ur"),
        ("<b>Write</b> to us &amp; others.", "Schreiben Sie uns und <strong>anderen</strong>.", "de"),
        ("See example.org/en/appeals for more.", "مزید کے لیے example.org/ur/appeals دیکھیے۔", "ur"),
        ("Write to info@example.org.", "Γράψτε στο info@example.org.", "el"),
        ("On 24 and 25 May 2025 at 6:30 pm", "Am 24. und 25. Mai 2025 um 18.30 Uhr", "de"),
        ("On 15 May 2025 two were arrested.", "15 مئی 2025 کو 2 افراد گرفتار ہوئے۔", "ur"),
        ("On 15 May 2025 two were arrested.", "۱۵ مئی ۲۰۲۵ کو دو افراد گرفتار ہوئے۔", "ur"),
        ("By 17 June 2025", "Έως τις 17 Ιουνίου 2025", "el"),
        ("1,200 people, 1.5 metres", "1.200 Menschen, 1,5 Meter", "de"),
        ("1,200 people", "1 200 personnes", "fr"),
        ("50,000 rupees", "50 ہزار روپے", "ur"),
        ("100,000 rupees", "ایک لاکھ روپے", "ur"),
        ("About 5,000 people came.", "تقریباً پانچ ہزار لوگ آئے۔", "ur"),
        ("Five thousand came, 1.5 million did not.", "Fünftausend kamen, 1,5 Millionen nicht.", "de"),
        ("Two hundred families", "Doscientas familias", "es"),
        ("He is in his 60s.", "Er ist über sechzig.", "de"),
        ("On 2025-05-15", "Le 15 mai 2025", "fr"),
        ("The other six are not named.", "Les six autres ne sont pas nommés.", "fr"),
        ("11 people were in custody.", "11 Menschen waren in Haft.", "de"),
        ("5 of those in custody are named.", "5 von denen, die in Haft sind, sind genannt.", "de"),
        ("Ehsan Ali was arrested on 14 May.", "Ο Εχσάν Αλί συνελήφθη στις 14 Μαΐου.", "el"),
        ("Ehsan Ali’s lawyer", "Der Anwalt Ehsan Alis", "de"),
        ("Free Ehsan Ali!", "احسان علی کو رہا کرو!", "ur"),
        ("Free Ehsan Ali!", "احسان علی (Ehsan Ali) کو رہا کرو!", "ur"),
        ("All of Gilgit-Baltistan", "Todo o Gilgit-Baltistão", "pt-br"),
        ("The name of the Fourth Schedule", "Der Name des Fourth Schedule", "de"),
        ("Motion", "Motion", "fr"),
        ("Ehsan Ali", "Ehsan Ali", "de"),
        ("Save it as “CSV UTF-8”.", "اسے “CSV UTF-8” کے طور پر محفوظ کیجیے۔", "ur"),
        ("It was hard. They went on.", "Es war hart; doch sie machten weiter.", "de"),
        ("That that is so", "Dass das das ist", "de"),
        ("They wrote step by step.", "انھوں نے قدم قدم پر لکھا۔", "ur"),
        ("Who is he? What now?", "Ποιος είναι; Τι κάνουμε τώρα;", "el"),
        ("Free them!", "Lasst sie frei.", "de"),
        ("Who is he?", "¿Quién es?", "es"),
        ("Who is he?", "Qui est-il\u202f?", "fr"),
        (SAID, "Sie nannten es „Störung der Ordnung“.", "de"),
        (SAID, "Sie nannten es »Störung der Ordnung«.", "de"),
        (SAID, "انھوں نے اسے “امن میں خلل” کہا۔", "ur"),
        (SAID, "انھوں نے اسے ’’امن میں خلل‘‘ کہا۔", "ur"),
        (SAID, "Το ονόμασαν «διατάραξη της τάξης».", "el"),
        ("The prisoners’ names", "De gevangenen en hun foto’s", "nl"),
        ("a) Write to us", "a) Schreiben Sie uns", "de"),
        ("They will not", "می\u200cروند و نمی\u200cآیند", "fa"),
        ("About 5 μm", "Etwa 5 μm", "de"),
        ("The names are known to us.", "我们知道他们的名字。", "zh-hans"),
        ("The names are known to us.", "Их имена нам известны.", "ru"),
        ("The names are known to us.", "أسماؤهم معروفة لنا.", "ar"),
        ("The names are known to us.", "Nazwiska są nam znane.", "pl"),
        ("The names are known to us.", "İsimleri biliyoruz.", "tr"),
        ("The names are known to us.", "Majina yanajulikana", "sw"),
        ("Not translated yet", "", "de"),
        ("On 5 June 2025 they met.", "Am 05.06.2025 trafen sie sich.", "de"),
        ("On 5 June 2025 they met.", "Ils se sont réunis le 05/06/2025.", "fr"),
        ("On 5 June 2025 they met.", "وہ 05.06.2025 کو ملے۔", "ur"),
        ("In the 1990s the region had no vote.", "En los años noventa la región no tenía voto.", "es"),
        ("In the 1990s the region had no vote.", "Dans les années 90, la région ne votait pas.", "fr"),
        ("2,750 people signed.", "2.750 Menschen haben unterschrieben.", "de"),
        ("2,750 people signed.", "2,750 لوگوں نے دستخط کیے۔", "ur"),
        ("It is 3.141 metres high.", "Es ist 3,141 Meter hoch.", "de"),
    ],
)
def test_a_good_translation_raises_no_alarm(source: str, target: str, to: str) -> None:
    assert alarms(source, target, to) == set()


@pytest.mark.parametrize(
    ("source", "target", "to", "right"),
    [
        (
            "Free Ehsan Ali!",
            "Freiheit für <b>Eshan Ali</b>!".replace("<b>", "").replace("</b>", ""),
            "de",
            "Freiheit für Ehsan Ali!",
        ),
        ("Law &amp; Ehsan Ali", "Recht &amp; Eshan Ali", "de", "Recht &amp; Ehsan Ali"),
        ("In 2014 it began.", "2041 میں آغاز ہوا۔", "ur", "2014 میں آغاز ہوا۔"),
        ("In 2014 it began.", "۲۰۴۱ میں آغاز ہوا۔", "ur", "۲۰۱۴ میں آغاز ہوا۔"),
        (ARRESTED, "Συνελήφθη στις 15 Ιουνίου 2025.", "el", "Συνελήφθη στις 15 Μαΐου 2025."),
        (
            "Write to info@example.org!",
            "Schreiben Sie an info@exmaple.org!",
            "de",
            "Schreiben Sie an info@example.org!",
        ),
        ("<b>They</b> are ill.", "<b>Sie</b> sind krank", "de", "<b>Sie</b> sind krank."),
        (
            "They are “ill”.",
            "Ils sont “malades”.".replace("“", "„").replace("”", "“"),
            "fr",
            "Ils sont «\u202fmalades\u202f».",
        ),
        ("Who is he?", "وہ کون ہیں?", "ur", "وہ کون ہیں؟"),
        ("Who is he?", "Quién es?", "es", "¿Quién es?"),
        ("They are ill.", "Sie sind kr\u200bank.", "de", "Sie sind krank."),
        ("They are ill.", "وہ بيمار ہیں۔", "ur", "وہ بیمار ہیں۔"),
        ("Law &amp; order", "Recht &amp;amp; Ordnung", "de", "Recht &amp; Ordnung"),
        ("He is in poor health.", "Er ist in in schlechter Verfassung.", "de", "Er ist in schlechter Verfassung."),
        ("Dear {{ name }},", "Liebe {{ nmae }},", "de", "Liebe {{ name }},"),
        ("2,750 people signed.", "2,750 Menschen haben unterschrieben.", "de", "2.750 Menschen haben unterschrieben."),
    ],
)
def test_a_click_mends_it(source: str, target: str, to: str, right: str) -> None:
    assert mended(source, target, to) == right


def test_a_place_is_told_in_the_stored_text() -> None:
    target = "Recht &amp; <b>Eshan Ali</b>"
    [found] = findings("Law &amp; <b>Ehsan Ali</b>", target, "de")
    assert found.target_span is not None
    assert target[slice(*found.target_span)] == "Eshan Ali"


def test_the_limit_of_a_field_counts_what_readers_see() -> None:
    assert alarms("Law &amp; order", "Recht &amp; Ordnung", "de", limit=15) == set()
    assert alarms("Law &amp; order", "Recht &amp; Ordnung", "de", limit=14) == {"too-long"}


def test_a_text_in_another_language_is_not_blamed_for_its_marks_too() -> None:
    assert alarms("Where is he now, and who knows?", "Where is he now, and who knows?", "el") == {"untranslated"}
