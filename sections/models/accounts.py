"""Accounts of the people who work here. Holds no rights: roles.py decides who may do what."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.mail import send_mail
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sections.choices import MailWish


def normalise_email(email: str) -> str:
    """The one spelling under which an address is stored and compared.

    >>> normalise_email("  Someone@Example.ORG ")
    'someone@example.org'
    """
    return email.strip().lower()


class UserManager(BaseUserManager["User"]):
    """Finds and creates accounts by e-mail address, whatever its capitals."""

    use_in_migrations = True

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=normalise_email(username or ""))

    async def aget_by_natural_key(self, username: str | None) -> User:
        return await self.aget(email=normalise_email(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A stored account. Without a password it cannot log in until one is set."""
        email = normalise_email(email)
        if not email:
            raise ValueError("An account needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """An account that logs in with an e-mail address; `name` is what colleagues see."""

    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("An account with this e-mail address exists already.")},
    )
    name = models.CharField(
        _("name"),
        max_length=150,
        help_text=_("What colleagues see. It may be a working name; it is never shown to readers."),
    )
    is_staff = models.BooleanField(_("staff"), default=False, editable=False)
    is_active = models.BooleanField(
        _("active"),
        default=True,
        help_text=_("Take this away instead of deleting an account: what the person did stays on record."),
    )
    credit = models.CharField(
        _("credited as"),
        max_length=120,
        blank=True,
        help_text=_("How you are named as a translator under the pages you translate. Empty: you are not named."),
    )
    mail = models.CharField(
        _("mail about work that waits"), max_length=8, choices=MailWish.choices, default=MailWish.AT_ONCE
    )
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["name", "email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="sections_user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = normalise_email(self.email)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = normalise_email(self.email)
        super().save(*args, **kwargs)

    @property
    def first_name(self) -> str:
        """What Wagtail's side bar calls the person who is logged in."""
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def email_user(self, subject: str, message: str, from_email: str | None = None, **kwargs: Any) -> None:
        send_mail(subject, message, from_email, [self.email], **kwargs)
