"""The home page of a language, the pages of the sections, and pages without a type of their own."""

from home.models.pages import HomePage, StandardPage
from home.models.sections import SectionPage

__all__ = ["HomePage", "SectionPage", "StandardPage"]
