"""The world as instruments see it: bytes of feeds and images become observations with coverage."""
