"""证书和章: which certificates and which seal this PC signs papers with, and which roots it knows."""
