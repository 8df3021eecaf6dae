"""Ways out: what an alert looks like on each, and how it is carried there. What is sent says its TLP mark, its status, and SYNTHETIC."""
