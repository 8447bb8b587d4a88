"""Model documents as files and text, all of one letter: plain text, DOCX, PDF. Decides nothing about what they say."""
