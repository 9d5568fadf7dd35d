"""The demonstration: the whole bot on the example programme, in a browser, with a clock to set."""
