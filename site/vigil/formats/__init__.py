"""How dates are written in languages for which Django only has the American order."""
