"""The steps from acceptance to the end of aid: each module has the facts of one step and who may write them when."""
