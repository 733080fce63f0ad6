"""What the system says of the network: whether it costs by what goes over it, and when it is back."""

from PySide6.QtCore import QObject, Qt, Signal


class Network(QObject):
    """`back` when the system says that there is a network again; `metered` is False where the system says nothing."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        from PySide6.QtNetwork import QNetworkInformation as Information  # noqa: PLC0415 - only once sending begins

        self._reachable = Information.Reachability
        wanted = Information.Feature.Metered | Information.Feature.Reachability
        is_told = Information.loadBackendByFeatures(wanted) or Information.loadDefaultBackend()
        self._told = Information.instance() if is_told else None
        if self._told is not None:
            self._told.reachabilityChanged.connect(self._changed, Qt.ConnectionType.QueuedConnection)

    @property
    def metered(self) -> bool:
        """Whether what goes over the line costs money, as far as the system knows."""
        return self._told is not None and self._told.isMetered()

    def _changed(self, reachable: object) -> None:
        if reachable in {self._reachable.Online, self._reachable.Site, self._reachable.Local}:
            self.back.emit()
