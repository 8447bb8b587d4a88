"""Which labels of the shared records have one column per language. Every other language falls back to English, so names need it."""

from modeltranslation.translator import TranslationOptions, register

from library import models


@register([models.Country, models.Place, models.Authority, models.Case])
class NameTranslation(TranslationOptions):
    """Records of which only the name is translated."""

    fields = ("name",)
    required_languages = {"en": ("name",), "default": ()}


@register(models.Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "note")
    required_languages = {"en": ("name",), "default": ()}


@register([models.Person, models.DetentionEpisode, models.StatusEvent])
class NoteTranslation(TranslationOptions):
    """Records whose name has no language."""

    fields = ("note",)


@register(models.LegalProvision)
class LegalProvisionTranslation(TranslationOptions):
    fields = ("name", "explanation")
    required_languages = {"en": ("name",), "default": ()}


@register(models.PersonRole)
class PersonRoleTranslation(TranslationOptions):
    fields = ("title",)
    required_languages = {"en": ("title",), "default": ()}


@register(models.CampaignImage)
class CampaignImageTranslation(TranslationOptions):
    fields = ("alt_text", "alteration_note")


@register(models.DiplomaticMission)
class DiplomaticMissionTranslation(TranslationOptions):
    """The words for the head of a mission are read by column only (see protocol.py): an empty one never becomes English."""

    fields = ("city", "head_title", "form_of_address", "salutation")
    required_languages = {"en": ("city",), "default": ()}
