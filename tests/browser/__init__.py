"""The finished pages as a reader's browser shows and prints them, and the judges that look at them there."""
