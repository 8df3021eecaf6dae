"""A provider of OpenID Connect on loopback: real HTTP, real signatures, and every way to answer wrong that a test asks for."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tocsin-desk", "secret of the client"


class Provider:
    """Knows one person, and gives codes and tokens for them. What is wrong about a token is put into `wrong` before."""

    def __init__(self) -> None:
        self.url = ""
        self.now = 0
        self.key = RSAKey.generate_key(2048, {"kid": "one"})
        self.published = self.key
        self.claims: dict[str, Any] = {"sub": "7", "preferred_username": "zoe", "name": "Zoé", "groups": ["watch-analysts"]}
        self.wrong: dict[str, Any] = {}
        self.sign = "RS256"
        self.says: dict[str, Any] = {}
        """put over what it says of itself"""
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def approve(self, address: str) -> str:
        """What the person's browser is sent back to, once they have signed in: the whole address."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.url})}"

    def token(self, given: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The answer to a code."""
        asked = self.codes.pop(given.get("code", ""), None)
        if asked is None or given.get("client_secret") != SECRET or given.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        challenge = _plain(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        if challenge != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "iat": self.now,
            "exp": self.now + 300,
            "nonce": asked["nonce"],
            **self.claims,
            **self.wrong,
        }
        return 200, {
            "access_token": "x",
            "token_type": "Bearer",
            "id_token": self.signed({k: v for k, v in claims.items() if v is not None}),
        }

    def signed(self, claims: dict[str, Any]) -> str:
        """An ID token, signed as it should be or not."""
        if self.sign in ("none", "HS256"):  # by hand: libraries refuse to
            parts = [json.dumps({"alg": self.sign, "typ": "JWT", "kid": str(self.key.kid)}), json.dumps(claims)]
            signed = ".".join(_plain(part.encode()) for part in parts)
            key = self.key.as_pem(private=False)  # the public key as a shared secret, which is the attack
            return f"{signed}." + ("" if self.sign == "none" else _plain(hmac.digest(key, signed.encode(), "sha256")))
        return jwt.encode({"alg": "RS256", "kid": str(self.key.kid)}, claims, self.key)

    def discovery(self) -> dict[str, Any]:
        """What it says of itself."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "authorization_response_iss_parameter_supported": True,
            **self.says,
        }


def _plain(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@contextmanager
def running() -> Iterator[Provider]:
    """One that listens."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked.append(self.path)
            if self.path == "/.well-known/openid-configuration":
                self._say(200, provider.discovery())
            elif self.path == "/keys":
                self._say(200, {"keys": [provider.published.as_dict(private=False)]})
            else:
                self._say(404, {})

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers.get("content-length", "0"))).decode()
            self._say(*provider.token({name: values[0] for name, values in parse_qs(body).items()}))

        def _say(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()
