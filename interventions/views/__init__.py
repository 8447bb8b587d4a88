"""The screens of the interventions."""
