"""The home page of a language and pages without a type of their own."""

from home.models.pages import HomePage, StandardPage

__all__ = ["HomePage", "StandardPage"]
