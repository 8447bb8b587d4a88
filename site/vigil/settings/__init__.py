"""Settings, one module for each purpose: languages, base, dev, test, production. Importing this package sets nothing."""
