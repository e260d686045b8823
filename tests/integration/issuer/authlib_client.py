"""Knows Authlib's client, which shares nothing with our issuer: what it takes for a sign-in is one."""

import warnings
from typing import Any

# It says at its import that it likes httpx2 better; we have httpx.
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import authlib.deprecate

    warnings.simplefilter("ignore", DeprecationWarning)
    from authlib.integrations.httpx_client import AsyncOAuth2Client, OAuthError

__all__ = ["AsyncOAuth2Client", "OAuthError", "program"]

assert authlib.deprecate


def program(*, redirect_uri: str, scope: str, client_id: str = "ahti-demo", **others: Any) -> AsyncOAuth2Client:
    """A native program with PKCE and without a secret."""
    return AsyncOAuth2Client(
        client_id=client_id,
        token_endpoint_auth_method="none",
        code_challenge_method="S256",
        redirect_uri=redirect_uri,
        scope=scope,
        trust_env=False,
        **others,
    )
