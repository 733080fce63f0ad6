"""出门, 收回: the papers for a round of visits, village by village, and what came back of them."""
