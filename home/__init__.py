"""The front door: home page, standard pages, navigation, serving and language negotiation. Holds no campaign facts."""
