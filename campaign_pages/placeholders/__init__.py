"""`[Square brackets]` that authors paste into model documents: finding them, making fields of them, refusing the rest."""
