"""Model documents as the paper they become: one context for the page and every output. Renders nothing itself."""

from campaign_pages.letters.building import letter_of
from campaign_pages.letters.filling import Answers, filled
from campaign_pages.letters.letter import Field, Letter, Paragraph, Part, Role, Run

__all__ = ["Answers", "Field", "Letter", "Paragraph", "Part", "Role", "Run", "filled", "letter_of"]
