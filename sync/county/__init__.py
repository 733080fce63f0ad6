"""The county server: receives, orders and gives back what windows did. It never opens a window's store."""
