"""Machine translation as work in the background: what leaves the house, by which service, and what is made of the answer."""
