"""Jobs and problems for what brings pictures; no page, no store."""

from tests.at_work import bugs, jobs, problems

__all__ = ["bugs", "jobs", "problems"]
