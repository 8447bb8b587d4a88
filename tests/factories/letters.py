"""Letters and motions without a database, in three scripts, and answers to them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from campaign_pages.choices import ClauseRequirement, FieldKind
from campaign_pages.letters import Answers, Field, Letter, Paragraph, Part, Role, Run
from campaign_pages.letters.text import plain_lines, plain_runs, rich_paragraphs
from outputs.letters.pdf import can_make_pdf
from outputs.letters.text import text_of
from tools.lane_runner import in_ci

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Without Pango these tests are left out; with CI=true they fail.
needs_pango = pytest.mark.skipif(
    not can_make_pdf() and not in_ci(), reason="needs Pango: apt install libpango-1.0-0 libpangoft2-1.0-0"
)

FIELDS = (
    Field("day", FieldKind.DATE, "Date"),
    Field("office", FieldKind.TEXT, "Office"),
    Field("address", FieldKind.MISSION_ADDRESS, "Address of the mission"),
    Field("writer", FieldKind.TEXT, "Your name"),
    Field("title", FieldKind.TEXT, "Your title", optional=True),
    Field("organisation", FieldKind.TEXT, "Your organisation"),
    Field("contact", FieldKind.LINES, "Contact details"),
    Field("members", FieldKind.LINES, "Members of parliament", optional=True),
    Field("mail", FieldKind.EMAIL, "E-mail", optional=True),
    Field("signature", FieldKind.BLANK, "Signature"),
)
OPTIONAL = {field.key for field in FIELDS if field.optional}

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "greeting": "Your Excellency,",
        "subject": "For the release of Ehsan Ali",
        "heading": "The people in custody",
        "body": "<p>I write on behalf of <b>{{ organisation }}</b>. Call +92 51 920 7034 or write to a@example.org.</p>"
        "<p>One line<br/>and <i>another</i>.</p>",
        "intro": "We call on your government",
        "demand": "to drop all charges",
        "copies": "Copies to:",
        "notes": "This meeting notes",
        "clause": "that they were arrested;",
    },
    "el": {
        "greeting": "Εξοχότατε,",
        "subject": "Για την απελευθέρωση του Εχσάν Αλί",
        "heading": "Οι κρατούμενοι",
        "body": "<p>Σας γράφω εκ μέρους της οργάνωσης <b>{{ organisation }}</b>. Τηλέφωνο +92 51 920 7034.</p>"
        "<p>Μία γραμμή<br/>και <i>άλλη</i>.</p>",
        "intro": "Ζητούμε από την κυβέρνησή σας",
        "demand": "να αποσύρει τις κατηγορίες",
        "copies": "Κοινοποίηση:",
        "notes": "Η συνέλευση διαπιστώνει",
        "clause": "ότι συνελήφθησαν·",
    },
    "ur": {
        "greeting": "عزت مآب،",
        "subject": "احسان علی کی رہائی",
        "heading": "زیرِ حراست لوگ",
        "body": "<p>یہ خط <b>{{ organisation }}</b> کی جانب سے ہے۔ فون +92 51 920 7034 یا a@example.org پر لکھیے۔</p>"
        "<p>ایک سطر<br/>اور <i>دوسری</i>۔</p>",
        "intro": "ہمارا مطالبہ ہے:",
        "demand": "الزامات واپس لیے جائیں",
        "copies": "نقول برائے:",
        "notes": "یہ اجلاس نوٹ کرتا ہے",
        "clause": "کہ انھیں گرفتار کیا گیا؛",
    },
}

ANSWERS = Answers(
    values={
        "day": "2025-06-17",
        "office": "The Ambassador",
        "writer": "Ada",
        "organisation": "Union & <Sons> {{ writer }}",
        "contact": "1 Long Street\n+44 20 7946 0000\na@example.org",
    },
    left_out=frozenset({"copy-2", "clause-2", "clause-4"}),
    own_words={"clause-5": "that we\nmeet again (020 7946 0000)"},
)


def runs(text: str) -> tuple[Run, ...]:
    """Runs of a plain text, with the gaps of its optional fields."""
    return plain_runs(text, OPTIONAL)


def sample_parts(language: str) -> tuple[Part, ...]:
    """Everything that a letter and a motion can hold."""
    words = WORDS[language]
    comma = "، " if language == "ur" else ", "
    item = Paragraph(runs(words["demand"]), Role.NUMBER)
    option, local = ClauseRequirement.OPTIONAL, ClauseRequirement.LOCAL
    requirements = (ClauseRequirement.REQUIRED, option, option, option, local)
    clauses = tuple(
        Paragraph(runs(f"{words['clause']} {{{{ organisation }}}}"), Role.NUMBER, f"clause-{number}", requirement)
        for number, requirement in enumerate(requirements, start=1)
    )
    return (
        Part("date", (Paragraph(runs("{{ day }}")),)),
        Part("addressee", tuple(plain_lines("{{ office }}\n{{ address }}", OPTIONAL))),
        Part("salutation", (Paragraph(runs(words["greeting"])),)),
        Part("subject", (Paragraph(runs(words["subject"])),)),
        Part(
            "section",
            (Paragraph(runs(words["heading"]), Role.HEADING), *rich_paragraphs(words["body"], OPTIONAL)),
        ),
        Part(
            "people_list",
            (
                Paragraph(
                    (Run("احسان علی", foreign=True), Run(" ("), Run("Ehsan Ali", foreign=True), Run(")")), Role.BULLET
                ),
            ),
        ),
        Part("demands", (Paragraph(runs(words["intro"])), item, item)),
        Part("clauses", (Paragraph(runs(words["notes"]), Role.HEADING), *clauses)),
        Part("clauses", (Paragraph(runs(words["notes"]), Role.HEADING), clauses[1], clauses[3])),
        Part(
            "signature",
            tuple(
                plain_lines(f"{{{{ signature }}}}\n{{{{ writer }}}}{comma}{{{{ title }}}}\n{{{{ contact }}}}", OPTIONAL)
            ),
        ),
        Part(
            "copies_to",
            (
                Paragraph(runs(words["copies"])),
                Paragraph(runs("{{ members }}"), Role.BULLET, "copy-1", option),
                Paragraph(runs("{{ mail }}"), Role.BULLET, "copy-2", option),
            ),
        ),
    )


def sample_letter(language: str = "en", *parts: Part) -> Letter:
    """A letter in English, Greek or Urdu, with these parts or with all there are."""
    return Letter(
        language=language,
        direction="rtl" if language == "ur" else "ltr",
        kind="letter",
        title=WORDS[language]["subject"],
        subject=WORDS[language]["subject"],
        version="1",
        facts_as_of=datetime.date(2025, 6, 17),
        parts=parts or sample_parts(language),
        fields=FIELDS,
    )


def lines(text: str, language: str = "en") -> Letter:
    """A letter that is nothing but these lines."""
    return sample_letter(language, Part("signature", tuple(plain_lines(text, OPTIONAL))))


#: Enough paragraphs for the length of the letter that the campaign has really sent, 5,200 characters.
LONG = {
    "en": (
        "The committee had called a mass meeting in the town for two days in May. Shortly before it, the arrests began. "
        "Whoever jails the organisers of a meeting does not settle what people wanted to speak about, and whoever "
        "charges an advocate under a law against terrorism does not make anyone safer. "
    ),
    "ur": (
        "کمیٹی نے مئی میں دو دن کے لیے شہر میں ایک عوامی جلسہ بلایا تھا۔ اس سے کچھ ہی پہلے گرفتاریاں شروع ہو گئیں۔ جلسے کے "
        "منتظمین کو جیل میں ڈال دینے سے وہ مسئلے حل نہیں ہو جاتے جن پر لوگ بات کرنا چاہتے تھے، اور کسی وکیل پر دہشت گردی "
        "کے قانون کا الزام لگانے سے کوئی محفوظ نہیں ہوتا۔ "
    ),
}
REAL_LENGTH = 5200


def long_letter(language: str) -> Letter:
    """A letter with every kind of part, as long as a real one."""
    short = sample_letter(language)
    missing = REAL_LENGTH - len(text_of(short))
    opening = Paragraph(runs(LONG[language] + "{{ organisation }}"))
    others = (Paragraph(runs(LONG[language])),) * (missing // len(LONG[language]))
    return sample_letter(language, *short.parts[:5], Part("section", (opening, *others)), *short.parts[5:])
