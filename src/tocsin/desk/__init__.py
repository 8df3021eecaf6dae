"""The web desk: what people look at and work in."""
