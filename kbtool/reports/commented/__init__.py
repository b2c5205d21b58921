"""An article with comments at its passages, as editors know them from word processors."""
