"""Addresses of endpoints, and where a key may go."""

import pytest

from tocsin.library import endpoints, second_reader


@pytest.mark.parametrize("url", ["http://localhost:8000/v1", "https://models.example/v1", "http://[::1]:80/v1", "http://10.0.0.7/v1"])
def test_an_address(url: str) -> None:
    assert endpoints.wrong_address(url) is None


@pytest.mark.parametrize(
    "url", ["", "models.example", "file:///etc/passwd", "http://", "http://a@b/v1", "http://h/v1#x", "http://h/v 1", "http://h:99999/v1"]
)
def test_no_address(url: str) -> None:
    assert endpoints.wrong_address(url) is not None


@pytest.mark.parametrize(
    ("url", "keeps"),
    [
        ("https://models.example/v1", True),
        ("http://models.example/v1", False),
        ("http://8.8.8.8/v1", False),
        ("http://127.0.0.1/v1", True),
        ("http://192.168.1.5/v1", True),
        ("http://vllm:8000/v1", True),
        ("http://localhost.example/v1", False),
    ],
)
def test_a_key_goes_over_plain_http_only_at_home(url: str, keeps: bool) -> None:
    assert endpoints.keeps_secrets(url) is keeps


def test_a_template_is_filled_once() -> None:
    words = second_reader.load()
    assert words.fill("{a} {b} {c}", a="{b}", b="x") == "{b} x {c}"
    assert "{mark}" in words.instructions
    assert "{text}" in words.question
