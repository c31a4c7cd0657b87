"""What keeps the nights coming: the timer, the lock, the logs, the status."""
