"""What a running Tocsin tells of itself: events as data, which logs, metrics and traces are made of. As shipped nothing is told."""
