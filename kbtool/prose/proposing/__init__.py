"""What the sentences of an article are proposed as: more daring than a reading, since a person decides on each."""
