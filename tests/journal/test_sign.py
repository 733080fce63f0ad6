"""Signatures and the names of keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.journal import sign

DEVICE = "019aa000-0000-7000-8000-00000000000a"


def test_a_key_is_named_by_its_thumbprint() -> None:
    # The example of RFC 8037, appendix A.3.
    assert sign.kid("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo") == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_a_signature_is_that_of_rfc_8032() -> None:
    private = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    expected = (
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
    )

    assert sign.decode(sign.sign(private, b"")).hex() == expected
    assert sign.decode(sign.public_key(private)).hex() == (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    )


def test_a_statement_has_four_lines() -> None:
    digest = "a" * 64

    assert sign.statement("push", DEVICE, 7, digest) == f"yimen/push/1\n{DEVICE}\n7\n{digest}".encode()


def test_a_signature_holds_for_its_statement_and_key_alone() -> None:
    one, other = sign.new_key(), sign.new_key()
    said = sign.statement("push", DEVICE, 7, "a" * 64)
    signature = sign.sign(one, said)

    assert sign.is_signed(sign.public_key(one), said, signature)
    assert not sign.is_signed(sign.public_key(other), said, signature)
    assert not sign.is_signed(sign.public_key(one), sign.statement("relay", DEVICE, 7, "a" * 64), signature)
    assert not sign.is_signed(sign.public_key(one), sign.statement("push", DEVICE, 8, "a" * 64), signature)


@given(public=st.text(max_size=60), signature=st.text(max_size=100))
def test_nonsense_is_no_signature(public: str, signature: str) -> None:
    assert not sign.is_signed(public, b"said", signature)


@given(signature=st.text(max_size=100))
def test_nonsense_is_no_signature_of_a_real_key(signature: str) -> None:
    assert not sign.is_signed("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", b"said", signature)


@given(st.binary(max_size=70))
def test_base64url_reads_back(raw: bytes) -> None:
    text = sign.encode(raw)

    assert sign.decode(text) == raw
    assert "=" not in text


@pytest.mark.parametrize("text", ["a", "ab=", "a+b/", "QQ==", "QR", "Q\n"])
def test_what_is_not_base64url_without_padding_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"base64|padding|data|multiple"):
        sign.decode(text)
