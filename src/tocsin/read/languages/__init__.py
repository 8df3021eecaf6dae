"""What differs from one language to the next, one module each."""
