"""How this window stands, told to the county beside the question where it stands there."""

from app import clock
from sync.client.session import Session
from sync.telling import Told


def told(session: Session) -> Told:
    """Say how far this window is, so that the county sees who is behind, and since when. On the store's thread."""
    store = session.store
    waits = store.pending()
    return Told(store.head()[0], waits.blobs, clock.text(session.now()), waits.oldest_at or "")
