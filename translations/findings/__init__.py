"""What the checks find in the texts as they are stored: computed anew at each look, dismissed by people, told to them.

`checks` judges texts and knows no tables; what follows from a finding is said here and in `publication`.
"""
