"""Puts a home page of ours in the place of Wagtail's welcome page, so that a new site has a root to build on."""

from django.conf import settings
from django.db import migrations


def create_home_page(apps, schema_editor):
    content_types = apps.get_model("contenttypes", "ContentType")
    pages = apps.get_model("wagtailcore", "Page")
    home_pages = apps.get_model("home", "HomePage")
    locales = apps.get_model("wagtailcore", "Locale")
    sites = apps.get_model("wagtailcore", "Site")
    root = pages.objects.filter(depth=1).first()
    if root is None or home_pages.objects.exists():
        return
    pages.objects.filter(depth=2, slug="home", content_type__model="page").delete()
    locale, _ = locales.objects.get_or_create(language_code=settings.LANGUAGE_CODE)
    home_type, _ = content_types.objects.get_or_create(model="homepage", app_label="home")
    numchild = pages.objects.filter(depth=2, path__startswith=root.path).count()
    last = pages.objects.filter(depth=2, path__startswith=root.path).order_by("-path").first()
    step = int(last.path[4:], 36) + 1 if last else 1
    page = home_pages.objects.create(
        title=settings.WAGTAIL_SITE_NAME,
        draft_title=settings.WAGTAIL_SITE_NAME,
        slug="home",
        content_type=home_type,
        path=f"{root.path}{_base36(step):0>4}",
        depth=2,
        numchild=0,
        url_path="/home/",
        locale=locale,
        lead_text="",
    )
    root.numchild = numchild + 1
    root.save()
    sites.objects.all().delete()
    sites.objects.create(
        hostname="localhost", port=80, site_name=settings.WAGTAIL_SITE_NAME, root_page_id=page.pk, is_default_site=True
    )


def _base36(number):
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    while number:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text or "0"


def remove_home_page(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.filter(root_page__depth=2).delete()
    apps.get_model("home", "HomePage").objects.filter(depth=2).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_home_and_standard_pages"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_home_page, remove_home_page)]
