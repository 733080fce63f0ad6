"""The steps of a plan, each by the part that does it; only asking who we are is the engine's own."""

from sync.client import documents, plan, pulling, pushing, recovery, takeover, witness
from sync.client.session import Session
from sync.client.steps import Steps


def do(session: Session, step: plan.Step) -> Steps[None]:
    """Do one step of a plan, but `plan.Ask`."""
    match step:
        case plan.Push():
            yield from pushing.push(session)
        case plan.Pull():
            yield from pulling.pull(session)
        case plan.Countersign(newest_only):
            yield from witness.countersign(session, newest_only=newest_only)
        case plan.Upload():
            yield from documents.upload(session)
        case _:
            yield from _do_rarely(session, step)


def _do_rarely(session: Session, step: plan.Step) -> Steps[None]:
    match step:
        case plan.CatchUp(scope):
            yield from pulling.catch_up(session, scope)
        case plan.Relay():
            yield from recovery.relay(session)
        case plan.NewEpoch():
            yield from recovery.begin_epoch(session, step)
        case _:
            yield from takeover.take_over(session)
