"""来访登记簿: everyone who came, day by day, with what came of it."""
