"""The watch: sources asked on their own rhythm, what came kept, read and judged, and what changed handed on."""
