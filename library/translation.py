"""Which labels of the shared records have one column per language. English is the fallback, never a requirement."""

from modeltranslation.translator import TranslationOptions, register

from library import models


@register([models.Country, models.Place, models.Authority, models.Case])
class NameTranslation(TranslationOptions):
    """Records of which only the name is translated."""

    fields = ("name",)


@register(models.Organisation)
class OrganisationTranslation(TranslationOptions):
    fields = ("name", "note")


@register([models.Person, models.DetentionEpisode, models.StatusEvent])
class NoteTranslation(TranslationOptions):
    """Records whose name has no language."""

    fields = ("note",)


@register(models.LegalProvision)
class LegalProvisionTranslation(TranslationOptions):
    fields = ("name", "explanation")


@register(models.PersonRole)
class PersonRoleTranslation(TranslationOptions):
    fields = ("title",)


@register(models.CampaignImage)
class CampaignImageTranslation(TranslationOptions):
    fields = ("alt_text", "alteration_note")
