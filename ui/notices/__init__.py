"""张榜: posters of a village made, put up and taken down; objections; the results published after the decision."""
