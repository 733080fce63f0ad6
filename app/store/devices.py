"""This installation's devices, its settings, and the serials of case numbers."""

from dataclasses import asdict
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, bindparam, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.office import Office
from app.store import schema
from app.store.schema import device as table
from app.store.values import Device

# Statements that every acceptance runs are made once: building one takes longer than running it.
_NEWEST = select(table).order_by(table.c.generation.desc())
_SETTING = select(schema.setting.c.value).where(schema.setting.c.name == bindparam("name"))
_COUNTED = insert(schema.serial).values(number=bindparam("number"), last=1)
_NEXT_SERIAL = _COUNTED.on_conflict_do_update(
    index_elements=["number"], set_={"last": schema.serial.c.last + 1}
).returning(schema.serial.c.last)


def active(connection: Connection) -> Device | None:
    """Give the device that writes, None before enrolment."""
    row = connection.execute(_NEWEST).mappings().first()
    return _device(row) if row else None


def every(connection: Connection) -> tuple[Device, ...]:
    """Give all devices that this installation was, oldest first."""
    return tuple(map(_device, connection.execute(select(table).order_by(table.c.generation)).mappings()))


def put(connection: Connection, device: Device) -> None:
    """Add a device, which then is the active one, or change what is known of one."""
    row = _row(device)
    newest = connection.scalar(select(func.max(table.c.generation))) or 0
    added = insert(table).values(generation=newest + 1, **row)
    connection.execute(added.on_conflict_do_update(index_elements=["id"], set_=row))


def change(connection: Connection, device_id: str, **columns: Any) -> None:
    """Set columns of a device."""
    connection.execute(update(table).where(table.c.id == device_id).values(**columns))


def next_serial(connection: Connection, number: str) -> int:
    """Give the next serial of a device number: 1, 2, 3 …, never twice, never from the start."""
    return int(connection.execute(_NEXT_SERIAL, {"number": number}).scalar_one())


def setting(connection: Connection, name: str) -> Any:
    """Give a setting's JSON value, None where there is none."""
    value = connection.scalar(_SETTING, {"name": name})
    return None if value is None else msgspec.json.decode(value)


def set_setting(connection: Connection, name: str, value: Any) -> None:
    """Keep a JSON value under a name; None forgets it."""
    if value is None:
        connection.execute(delete(schema.setting).where(schema.setting.c.name == name))
        return
    text = msgspec.json.encode(value).decode("utf-8")
    kept = insert(schema.setting).values(name=name, value=text)
    connection.execute(kept.on_conflict_do_update(index_elements=["name"], set_={"value": text}))


def _row(device: Device) -> dict[str, Any]:
    row = asdict(device)
    return row | {"office": _json(row["office"]), "scopes": _json(device.scopes)}


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode("utf-8")


def _device(row: RowMapping) -> Device:
    fields: dict[str, Any] = dict(row)
    del fields["generation"]
    office = msgspec.json.decode(fields.pop("office"), type=Office)
    return Device(office=office, scopes=tuple(msgspec.json.decode(fields.pop("scopes"))), **fields)
