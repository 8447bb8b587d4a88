"""Loads the demo content of site/demo into an empty site. Changes nothing in a site that has pages or people."""
