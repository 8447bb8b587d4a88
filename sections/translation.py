"""Which labels of a section have one column per language."""

from modeltranslation.translator import TranslationOptions, register

from sections.models import NationalSection


@register(NationalSection)
class NationalSectionTranslation(TranslationOptions):
    fields = ("public_name",)
    required_languages = {"en": ("public_name",), "default": ()}
