"""Knows which programs send people to the demonstration's issuer: one on the person's own machine, and ourselves."""

from ahti.oauth.clients import Client
from harbors.access.records import Scope
from harbors.text import Translated

# What OpenID Connect knows, and how far a program may go with our own resources.
OPENID, OFFLINE = "openid", "offline_access"
PERSONAL = ("profile", "email", "phone")
SCOPES = (OPENID, *PERSONAL, OFFLINE, *(scope.value for scope in Scope))

NATIVE = Client(
    client_id="ahti-demo",
    name=Translated(fi="Ahdin kokeiluohjelma", sv="Ahtis provprogram", en="Ahti's trial program"),
    redirect_uris=("http://127.0.0.1/callback", "http://[::1]/callback"),
    signed_out_uris=("http://127.0.0.1/signed-out", "http://[::1]/signed-out"),
    scopes=SCOPES,
)
"""A program on the person's own machine: a script, a command line, a test."""


OURSELVES = "ahti"


def ourselves(callback: str) -> Client:
    """The service, where people sign in before they allow a program something."""
    return Client(
        client_id=OURSELVES,
        name=Translated(fi="Ahti", sv="Ahti", en="Ahti"),
        redirect_uris=(callback,),
        scopes=(OPENID, *PERSONAL),
    )
