"""留痕记录: for an inspector, who did what when."""
