"""Page types of a campaign: appeals, people, model documents and updates. Imports nothing from home or outputs."""
