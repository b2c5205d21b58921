"""What an article needs to be judged as if everything had been read."""
