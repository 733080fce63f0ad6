"""What is secret: the key slots of the officers, and the encrypted documents."""
