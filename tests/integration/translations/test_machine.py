"""Machine translation: asked before, done in the background, masked on the way, and waiting for a person after."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.urls import reverse
from pytest_django import Settings
from wagtail.models import Locale
from wagtail.users.models import UserProfile
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.strings import StringValue

from interventions.models import TakeDown
from sections.models import Membership, User
from tests.factories.library import PersonFactory
from tests.factories.pages import make_standard_page
from tests.factories.sections import make_section, make_user
from tests.factories.translations import fill
from tests.integration.sections.screens import client_of, text_of
from translations.machine import service as service_module
from translations.machine import work
from translations.machine.service import MaskingTranslator, ServiceError, current_service
from translations.models import Job, StringNote
from translations.publication.completeness import Problem, missing_strings
from translations.publication.publishing import IncompleteTranslation, publish
from translations.submission import submit

pytestmark = [pytest.mark.django_db, pytest.mark.one_database, pytest.mark.usefixtures("begun_once")]

WORDS = {
    "About": "Über",
    "us": "uns",
    "First": "Erster",
    "Second": "Zweiter",
    "paragraph": "Absatz",
    "Free": "Freiheit",
}
WORDS |= {
    "Write": "Schreiben Sie",
    "to": "an",
    "now": "jetzt",
    "Letter": "Brief",
    "for": "für",
    "the": "die",
    "and": "und",
}


def in_german(text: str) -> str:
    return " ".join(WORDS.get(word.strip(".!"), word) for word in text.split(" "))


@dataclass
class Service:
    """A server that answers as LibreTranslate and DeepL do, or as a test wants it."""

    url: str = ""
    bodies: list[str] = field(default_factory=list)
    status: list[int] = field(default_factory=list)
    raw: bytes | None = None
    translate: Callable[[str], str] = in_german

    @property
    def texts(self) -> list[str]:
        return [text for body in self.bodies for text in json.loads(body)["q"]]

    def answer(self, body: str, path: str) -> tuple[int, bytes]:
        self.bodies.append(body)
        status = self.status.pop(0) if self.status else 200
        if self.raw is not None:
            return status, self.raw
        if path.endswith("/v2/translate"):
            rows = [{"text": self.translate(text)} for text in parse_qs(body)["text"]]
            return status, json.dumps({"translations": rows}).encode()
        return status, json.dumps({"translatedText": [self.translate(text) for text in json.loads(body)["q"]]}).encode()


@pytest.fixture
def service(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    found = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, answer = found.answer(body, self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: Any) -> None:
            pass

    monkeypatch.setattr(service_module, "sleep", lambda seconds: None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    found.url = f"http://127.0.0.1:{server.server_port}"
    use(settings, "libretranslate", found.url)
    yield found
    server.shutdown()
    server.server_close()


def use(settings: Settings, name: str, url: str) -> None:
    options = {"SERVICE": name, "URL": url, "KEY": "secret-key", "OWN": name != "deepl", "TIMEOUT": 5}
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "translations.machine.service.MaskingTranslator",
        "OPTIONS": options,
    }


@pytest.fixture
def translator(translation: Translation) -> User:
    user = make_user("translator", make_section("germany", "DE", de="lead"))
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


@pytest.fixture
def run(django_capture_on_commit_callbacks: Any, translator: User) -> Callable[[Translation], Job]:
    """Agree to what is shown, and wait for what is ordered."""

    def agreed(translation: Translation) -> Job:
        client, url = client_of(translator), address(translation)
        digest = client.get(url).context["estimate"].digest
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url, {"digest": digest})
        return Job.objects.prefetch_related("parts").latest("pk")

    return agreed


def address(translation: Translation) -> str:
    return reverse("wagtail_localize:machine_translate", args=[translation.pk])


def texts(translation: Translation) -> dict[str, str]:
    rows = StringTranslation.objects.filter(
        locale=translation.target_locale, context__object_id=translation.source.object_id
    )
    return dict(rows.values_list("translation_of__data", "data"))


def begun(german: Locale, body: str, title: str = "Letter") -> Translation:
    page = make_standard_page(title=title, slug="letter", body=[("text", body)])
    return submit(page, [german])[0]


def test_it_is_said_before_what_leaves_the_house_and_nothing_is_sent_unasked(
    service: Service, translator: User, translation: Translation
) -> None:
    client = client_of(translator)
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]))
    assert f'href="{address(translation)}"' in editor.content.decode()
    assert client.post(address(translation))["Location"] == address(translation), "the editor's own button only asks"
    text = text_of(client.get(address(translation)))
    assert "3 strings (41 characters) are sent to LibreTranslate at 127.0.0.1." in text
    assert "It is free of charge: the service runs on your own server." in text
    assert "leaves the house" not in text
    assert "First paragraph." in text
    assert (service.bodies, texts(translation)) == ([], {})


def test_what_comes_back_waits_for_a_person_and_is_published_after_it(
    service: Service, translation: Translation, run: Callable[[Translation], Job]
) -> None:
    job = run(translation)
    assert (job.done, job.total, job.messages) == (1, 1, [])
    assert texts(translation) == {
        "About us": "Über uns",
        "First paragraph.": "Erster Absatz",
        "Second paragraph.": "Zweiter Absatz",
    }
    notes = StringNote.objects.values_list("origin", "is_confirmed").distinct()
    assert list(notes) == [("machine", False)]
    with pytest.raises(IncompleteTranslation):
        publish(translation)
    assert {each.problem for each in missing_strings(translation)} == {Problem.UNCONFIRMED}
    fill(translation, {text: f"{answer}!" for text, answer in texts(translation).items()})
    publish(translation)
    assert translation.get_target_instance().live
    assert json.loads(service.bodies[0])["api_key"] == "secret-key"


def test_nothing_that_a_person_or_the_memory_has_written_is_sent_or_touched(
    service: Service, translation: Translation, run: Callable[[Translation], Job]
) -> None:
    fill(translation, {"About us": "Wir über uns"})
    run(translation)
    assert texts(translation)["About us"] == "Wir über uns"
    assert "About us" not in service.texts


def test_somebody_who_types_meanwhile_keeps_her_text(
    service: Service,
    translation: Translation,
    run: Callable[[Translation], Job],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ordinary = MaskingTranslator.translate

    def slow(self: MaskingTranslator, *args: Any) -> Any:
        answer = ordinary(self, *args)
        fill(translation, {"About us": "Getippt"})
        return answer

    monkeypatch.setattr(MaskingTranslator, "translate", slow)
    run(translation)
    assert "About us" in service.texts
    assert texts(translation)["About us"] == "Getippt"
    assert texts(translation)["First paragraph."] == "Erster Absatz"


def test_names_and_addresses_stay_in_the_house_and_come_back(
    service: Service, german: Locale, run: Callable[[Translation], Job]
) -> None:
    PersonFactory.create(name="Ehsan Ali")
    found = begun(german, "<p>Free Ehsan Ali now: {{ name }}, info@example.org</p><p>Ehsan Ali</p>")
    run(found)
    assert not any("Ehsan" in text or "example.org" in text or "{{" in text for text in service.texts)
    assert len(service.texts) == 2, "the title and one sentence"
    assert texts(found)["Free Ehsan Ali now: {{ name }}, info@example.org"] == (
        "Freiheit Ehsan Ali now: {{ name }}, info@example.org"
    )
    assert texts(found)["Ehsan Ali"] == "Ehsan Ali"


def test_a_sentence_with_a_name_that_readers_may_not_see_is_not_sent(
    service: Service, german: Locale, translator: User, run: Callable[[Translation], Job]
) -> None:
    PersonFactory.create(name="Ehsan Ali", publish_level="withheld")
    found = begun(german, "<p>Free Ehsan Ali now</p><p>First paragraph.</p>")
    text = text_of(client_of(translator).get(address(found)))
    assert "What stays in the house There is, or may be, a name in these that readers may not see." in text
    run(found)
    assert not any("Ehsan" in body for body in service.bodies)
    assert set(texts(found)) == {"Letter", "First paragraph."}


def test_a_sentence_with_what_may_be_such_a_name_is_not_sent_either(
    service: Service, german: Locale, run: Callable[[Translation], Job]
) -> None:
    PersonFactory.create(name="Ehsan Ali", publish_level="withheld")
    PersonFactory.create(name="Asghar Ali")
    found = begun(german, "<p>Free Ali now</p><p>First paragraph.</p>")
    run(found)
    assert set(texts(found)) == {"Letter", "First paragraph."}


def test_what_becomes_withheld_after_the_order_is_not_sent_either(
    service: Service, german: Locale, translator: User, django_capture_on_commit_callbacks: Any
) -> None:
    person = PersonFactory.create(name="Ehsan Ali")
    found = begun(german, "<p>Free Ehsan Ali now</p><p>First paragraph.</p>")
    known = current_service()
    assert known is not None
    with django_capture_on_commit_callbacks(execute=True):
        work.order(found, work.estimate(found, known), translator)
        person.publish_level = "withheld"
        person.save()
    assert set(texts(found)) == {"Letter", "First paragraph."}
    assert not any("Free" in text for text in service.texts)


def test_nothing_of_a_page_that_was_taken_down_is_sent(
    service: Service, translation: Translation, translator: User, run: Callable[[Translation], Job]
) -> None:
    original = translation.source.get_source_instance()
    TakeDown.objects.create(page_key=original.translation_key, why="safety")
    assert "has been taken down" in text_of(client_of(translator).get(address(translation)))
    client_of(translator).post(address(translation), {"digest": ""})
    assert not Job.objects.exists()
    assert service.bodies == []


def test_a_draft_is_not_sent_to_a_service_outside_the_house(
    service: Service, translation: Translation, translator: User, settings: Settings
) -> None:
    translation.source.get_source_instance().unpublish()
    client, sentence = client_of(translator), "The original is not published. Nothing of it is sent"
    assert sentence not in text_of(client.get(address(translation)))
    use(settings, "deepl", service.url)
    assert sentence in text_of(client.get(address(translation)))


def test_deepl_is_told_of_the_marks_and_its_price_is_said(
    service: Service, german: Locale, run: Callable[[Translation], Job], translator: User, settings: Settings
) -> None:
    use(settings, "deepl", service.url)
    settings.MACHINE_TRANSLATOR_PRICE, settings.MACHINE_TRANSLATOR_CURRENCY = Decimal(20000), "EUR"
    found = begun(german, "<p>Write to {{ name }} now</p>")
    text = text_of(client_of(translator).get(address(found)))
    assert "sent to DeepL at 127.0.0.1. This text leaves the house. It costs about €1.00." in text
    run(found)
    asked = parse_qs(service.bodies[0])
    assert (asked["ignore_tags"], asked["tag_handling"], asked["target_lang"]) == (["x"], ["xml"], ["DE"])
    assert texts(found)["Write to {{ name }} now"] == "Schreiben Sie an {{ name }} jetzt"
    notes = StringNote.objects.values_list("origin", "is_confirmed").distinct()
    assert list(notes) == [("machine", False)]


@pytest.mark.parametrize("name", ["libretranslate", "deepl"])
@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, "refuses the key of this site."),
        (403, "refuses the key of this site."),
        (429, "takes no more text at the moment."),
        (456, "is used up."),
        (413, "finds the text too long."),
        (400, "perhaps it does not know one of the two languages."),
        (500, "has an error of its own."),
        (503, "has an error of its own."),
    ],
)
def test_every_refusal_is_a_sentence(
    service: Service, settings: Settings, german: Locale, name: str, status: int, sentence: str
) -> None:
    use(settings, name, service.url)
    service.status = [status] * 3
    found = current_service()
    assert found is not None
    with pytest.raises(ServiceError, match=sentence):
        found.translate(Locale.objects.get(language_code="en"), german, [StringValue("Free them")])
    assert len(service.bodies) == (3 if status in {429, 503} else 1)


@pytest.mark.parametrize("name", ["libretranslate", "deepl"])
@pytest.mark.parametrize(
    "raw", [b'{"translatedText": ["Frei', b"", b"[]", b"{}", b'{"translatedText": [], "translations": []}', b"<html>"]
)
def test_an_answer_that_is_none_is_said_to_be_none(
    service: Service, settings: Settings, german: Locale, name: str, raw: bytes
) -> None:
    use(settings, name, service.url)
    service.raw = raw
    found = current_service()
    assert found is not None
    with pytest.raises(ServiceError, match="cannot be read"):
        found.translate(Locale.objects.get(language_code="en"), german, [StringValue("Free them")])


def test_a_service_that_is_away_is_said_to_be(settings: Settings, german: Locale) -> None:
    use(settings, "libretranslate", "http://127.0.0.1:9")
    found = current_service()
    assert found is not None
    with pytest.raises(ServiceError, match="cannot be reached"):
        found.translate(Locale.objects.get(language_code="en"), german, [StringValue("Free them")])


def test_a_service_that_is_busy_is_asked_again(
    service: Service, translation: Translation, run: Callable[[Translation], Job]
) -> None:
    service.status = [429, 503, 200]
    assert run(translation).failed == 0
    assert len(texts(translation)) == 3


def test_a_batch_that_fails_can_be_repeated_and_the_others_stay(
    service: Service,
    translation: Translation,
    translator: User,
    run: Callable[[Translation], Job],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(work, "STRINGS_AT_ONCE", 2)
    service.status = [200, 401]
    job = run(translation)
    assert (job.done, job.failed, len(texts(translation))) == (1, 1, 2)
    client, url = client_of(translator), reverse("translations_job", args=[job.pk])
    text = text_of(client.get(url))
    assert "LibreTranslate refuses the key of this site. Tell those who run it." in text
    assert reverse("wagtailadmin_pages:edit", args=[job.page_id]) in client.get(url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
    assert len(texts(translation)) == 3
    assert len(service.texts) == 4, "what was done is not sent again"


def test_an_answer_in_another_language_or_without_its_placeholder_is_left_out_and_said(
    service: Service, german: Locale, run: Callable[[Translation], Job]
) -> None:
    found = begun(german, "<p>Write to {{ name }} now</p><p>First of all the letter is for them and for us</p>")
    answers = {"Letter": "Brief"}
    service.translate = lambda text: answers.get(text, "Il faut que nous soyons tous avec eux dans cette lettre")
    job = run(found)
    assert texts(found) == {"Letter": "Brief"}
    (message,) = job.messages
    assert message.startswith("2 strings were left to you")
    assert "“Write to {{ name }} now”" in message
    assert job.done == 1


def test_strings_that_have_changed_since_they_were_shown_are_shown_again(
    service: Service, translation: Translation, translator: User
) -> None:
    client = client_of(translator)
    digest = client.get(address(translation)).context["estimate"].digest
    fill(translation, {"About us": "Über uns"})
    answer = client.post(address(translation), {"digest": digest}, follow=True)
    assert "The strings have changed since you looked. Nothing was sent." in text_of(answer)
    assert not Job.objects.exists()


def test_rights_and_locks_are_those_of_the_moment_in_which_it_is_done(
    service: Service, translation: Translation, translator: User, django_capture_on_commit_callbacks: Any
) -> None:
    known = current_service()
    assert known is not None
    with django_capture_on_commit_callbacks(execute=True):
        job = work.order(translation, work.estimate(translation, known), translator)
        Membership.objects.filter(user=translator).delete()
    assert Job.objects.get(pk=job.pk).messages == ["You may not change this page."]
    assert (service.bodies, texts(translation)) == ([], {})


def test_an_order_that_is_at_work_is_shown_instead_of_a_second(
    service: Service, translation: Translation, translator: User
) -> None:
    known = current_service()
    assert known is not None
    job = work.order(translation, work.estimate(translation, known), translator)
    answer = client_of(translator).get(address(translation))
    assert answer["Location"] == reverse("translations_job", args=[job.pk])


def test_without_a_service_there_is_no_such_page(translation: Translation, translator: User) -> None:
    assert client_of(translator).get(address(translation), follow=True).status_code == 404
