"""What the translation editor shows of every string, and what a person does with one. Publishes nothing."""
