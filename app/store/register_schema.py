"""The table of the low-income register, made from the entries as all read models are."""

from sqlalchemy import Index, Table

from app.store.columns import metadata, number, words

# Households that are or were on the low-income register; `listing` is what the register says, as JSON,
# and `said` what is looked for in it.
low_income = Table(
    "low_income",
    metadata,
    words("subject", key=True),
    words("name"),
    words("id_number"),
    words("village"),
    words("classes"),
    number("people"),
    number("on_list"),
    words("batch"),
    words("reason"),
    number("conflicts"),
    words("said"),
    words("listing"),
    Index("low_income_place", "village", "name"),
    Index("low_income_batch", "batch"),
)
