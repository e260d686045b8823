"""Knows how a message is given to an SMS gateway: one POST of JSON."""

from dataclasses import dataclass

import httpx
from pydantic import SecretStr

from ahti.gateways.mail.carriers import Never, NotNow
from ahti.gateways.mail.rendering import render_sms
from harbors.notices.records import Message

_SECONDS = 15.0
# What is wrong with us or with the moment, and not with the message.
_OURS = (401, 403, 404, 405, 408, 409, 425, 429)


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSmsCarrier:
    """Posts ``{"from", "to", "text", "reference"}`` to a gateway, which may answer with an ``id``.

    The header ``Idempotency-Key`` is the same however often the message is sent.
    """

    url: str
    sender: str
    token: SecretStr | None = None

    async def carry(self, message: Message) -> str | None:
        """What the gateway calls the message, if it says. Raises ``NotNow`` or ``Never``."""
        try:
            async with httpx.AsyncClient(timeout=_SECONDS, follow_redirects=False) as client:
                response = await client.post(self.url, json=self._body(message), headers=self._headers(message))
        except httpx.HTTPError as failure:
            raise NotNow(f"{type(failure).__name__}: {failure}", address=message.address) from None
        if response.is_success:
            return _id_in(response)
        is_final = response.is_client_error and response.status_code not in _OURS
        refusal = Never if is_final else NotNow
        raise refusal(f"the SMS gateway answered {response.status_code}", address=message.address)

    def _body(self, message: Message) -> dict[str, str | None]:
        return {
            "from": self.sender,
            "to": message.address,
            "text": render_sms(message),
            "reference": message.reference,
        }

    def _headers(self, message: Message) -> dict[str, str]:
        headers = {"Idempotency-Key": message.id.hex}
        return headers | ({"Authorization": f"Bearer {self.token.get_secret_value()}"} if self.token else {})


def _id_in(response: httpx.Response) -> str | None:
    try:
        body: object = response.json()
    except ValueError:
        return None
    given = body.get("id") if isinstance(body, dict) else None
    return str(given)[:200] if given is not None else None
