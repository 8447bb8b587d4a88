"""Admin views of translations. HTTP only: what is allowed and done is decided elsewhere in the app."""
