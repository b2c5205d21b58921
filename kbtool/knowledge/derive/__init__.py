"""What follows from what the files say: the steps that fill the derived graph."""
