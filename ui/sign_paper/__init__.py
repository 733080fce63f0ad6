"""签字: a paper of a step is signed on the screen by several people, one after the other."""
