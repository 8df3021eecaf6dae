"""The world becomes raw documents and reports; what cannot be taken is refused with its bytes."""
