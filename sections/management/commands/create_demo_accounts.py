"""Command: makes one demo account per role, in every section. Passwords are printed once and kept in a file that only its owner reads."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from sections.accounts import (
    accounts_to_renew,
    demo_email,
    demo_roles,
    give_passwords,
    read_demo_accounts,
    write_demo_accounts,
)
from sections.models import User
from sections.provisioning import sync_all


class Command(BaseCommand):
    help = "Make one demo account per role and section, with random passwords. Does nothing when they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = settings.DEMO_ACCOUNTS_FILE
        known = read_demo_accounts(path)
        renew = accounts_to_renew(known)
        if not renew:
            self.stdout.write(f"The demo accounts are there already; their passwords are in {path}.")
            return
        sync_all()
        had_accounts = User.objects.filter(email__in=[demo_email(role.name) for role in renew]).exists()
        fresh = give_passwords(renew)
        renewed = {role.name for role in renew}
        names = {role.name for role in demo_roles()}
        kept = [account for account in known if account.role not in renewed and account.role in names]
        write_demo_accounts(path, sorted([*kept, *fresh], key=lambda account: account.role))
        if had_accounts:
            self.stdout.write("The file with the passwords was lost, so the demo accounts have new ones:")
        else:
            self.stdout.write("Demo accounts (role, e-mail address, password):")
        for account in fresh:
            self.stdout.write(f"  {account}")
        self.stdout.write(f"The passwords are kept in {path} and are not shown again.")
