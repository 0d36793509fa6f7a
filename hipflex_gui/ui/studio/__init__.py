"""The studio: three panes over one text, in which people write sessions of their own."""
