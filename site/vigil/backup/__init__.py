"""Backups: database, uploads and published files in one archive, and the way back. Starts nothing, and mails nobody."""
