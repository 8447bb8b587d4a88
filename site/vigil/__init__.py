"""The Django project: settings, addresses, middleware and start. Holds no models."""
