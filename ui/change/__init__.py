"""家里有变化 and 换卡: what a household tells on its own account, with a receipt."""
