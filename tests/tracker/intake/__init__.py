"""Taking articles in, extracting them, recording, matching and reviewing what was read."""
