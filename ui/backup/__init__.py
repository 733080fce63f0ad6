"""The backups of this window: one each day, thinned out, and tried when somebody asks."""
