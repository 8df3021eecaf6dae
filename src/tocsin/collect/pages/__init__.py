"""What a web page says of itself (dates, names, addresses) and which of its words are the article."""
