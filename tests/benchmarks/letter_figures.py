"""What letters cost in a process that does nothing else; prints one line of JSON. Started by test_letters.py, never imported.

python -m tests.benchmarks.letter_figures single|many|alone
"""

from __future__ import annotations

import json
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue

import django
from django.conf import settings

ROUNDS = 9
CLIENTS = 8
LETTERS = 200
PAGE_KB = 4
SITE = Path(__file__).parents[2] / "site"


def resident_megabytes() -> float:
    """Memory of this process that is in use now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_KB / 1024


def milliseconds(act: Callable[[], object]) -> dict[str, float]:
    """The best and the middle of several rounds, on the clock and of the processor, once everything is warm."""
    act()
    clock, processor = [], []
    for _round in range(ROUNDS):
        begun, used = time.perf_counter(), time.process_time()
        act()
        clock.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return {"best": min(clock), "median": statistics.median(clock), "processor": statistics.median(processor)}


def single() -> dict[str, object]:
    """A filled letter of some 5,200 characters after the other, in English and Urdu."""
    before = resident_megabytes()
    from campaign_pages.letters import filled
    from outputs.letters.docx import docx_of
    from outputs.letters.pdf import pdf_of
    from outputs.letters.text import text_of
    from tests.factories.letters import ANSWERS, long_letter

    found: dict[str, object] = {"resident before": before}
    for language in ("en", "ur"):
        letter = filled(long_letter(language), ANSWERS)
        found[language] = {
            "characters": len(text_of(letter)),
            "text": milliseconds(lambda letter=letter: text_of(letter)),  # type: ignore[misc]
            "docx": milliseconds(lambda letter=letter: docx_of(letter)),  # type: ignore[misc]
            "docx bytes": len(docx_of(letter)),
            "pdf": milliseconds(lambda letter=letter: pdf_of(letter)),  # type: ignore[misc]
            "pdf bytes": len(pdf_of(letter)),
        }
    return found | {"resident after": resident_megabytes()}


def alone() -> dict[str, object]:
    """The memory of a process that draws letters and holds nothing of a site: no models, no Wagtail apps."""
    from campaign_pages.letters import filled
    from outputs.letters.pdf import pdf_of
    from tests.factories.letters import ANSWERS, long_letter

    for language in ("en", "ur"):
        for _round in range(ROUNDS):
            pdf_of(filled(long_letter(language), ANSWERS))
    return {"resident": resident_megabytes()}


def many() -> dict[str, object]:
    """Two hundred filled letters, asked for by eight clients at once."""
    from campaign_pages.letters import Answers, filled
    from outputs.letters.pdf import pdf_of
    from tests.factories.letters import long_letter

    blank = {language: long_letter(language) for language in ("en", "ur")}
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in range(LETTERS):
        waiting.put(number)
    resident: dict[int, float] = {}
    made, failed = [], []

    def client() -> None:
        while True:
            try:
                number = waiting.get_nowait()
            except Empty:
                return
            letter = filled(blank["ur" if number % 4 == 0 else "en"], Answers(values={"writer": f"Ada {number}"}))
            try:
                made.append(pdf_of(letter)[:5])
            except Exception as error:  # what goes wrong is counted
                failed.append(repr(error))
            resident[len(made)] = resident_megabytes()

    begun = time.perf_counter()
    clients = [threading.Thread(target=client) for _number in range(CLIENTS)]
    for thread in clients:
        thread.start()
    for thread in clients:
        thread.join()
    return {
        "made": made.count(b"%PDF-"),
        "failed": failed,
        "seconds": time.perf_counter() - begun,
        "resident": {count: resident[count] for count in (10, 50, 100, 200) if count in resident},
    }


if __name__ == "__main__":
    if sys.argv[1] == "alone":
        settings.configure(
            INSTALLED_APPS=["django.contrib.staticfiles"], STATICFILES_DIRS=[SITE / "static"], STATIC_URL="/static/"
        )
    django.setup()
    sys.stdout.write(json.dumps({"single": single, "many": many, "alone": alone}[sys.argv[1]]()) + "\n")
