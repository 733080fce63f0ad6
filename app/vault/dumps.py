"""No copy of the memory on the disk: a crash dump would hold the data key and the open cases."""

import sys

if sys.platform == "win32":

    def forbid() -> None:
        """Nothing to do: Windows writes full dumps only where IT has switched them on for this program."""

else:
    import resource

    def forbid() -> None:
        """Switch off core dumps of this process and its children; called before a key is opened."""
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
