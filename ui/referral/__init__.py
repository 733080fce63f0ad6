"""受理转办: what another department gives is asked for here, sent on, answered, and told to who asked."""
