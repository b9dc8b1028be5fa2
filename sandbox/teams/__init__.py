"""Teams, as a bot and its people meet it: the Bot Framework connector, conversations, cards and signed activities."""
