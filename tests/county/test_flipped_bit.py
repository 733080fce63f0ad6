from typing import Any

from sync.county.embedded import County
from sync.county.site import open_site
from sync.county.verify import verify


def test_a_flipped_bit_in_the_database_is_found(county_of_own: County, make_window: Any) -> None:
    window = make_window("511725001", at=county_of_own)
    window.append()
    window.push()
    data = county_of_own.site.data
    county_of_own.stop()  # the last connection brings its log into the file
    database = data / "county.db"
    whole = database.read_bytes()
    at = whole.index("张三来问".encode())
    database.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])

    site = open_site(data)
    found = verify(site)
    site.close()

    assert found.broken != ()
