"""Missions as CSV files: out as they are, and in again after somebody has looked at what would change."""
