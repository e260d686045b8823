"""Knows how a program presses the buttons of the page, as a browser does."""

from typing import Literal

import httpx

from ahti.gateways.payments.wire import open_client

Choice = Literal["pay", "fail", "cancel"]


async def press(href: str, choice: Choice = "pay") -> httpx.Response:
    """What the page answers: usually 303 to where the shop wants the payer, with what the page says signed."""
    async with open_client() as client:
        return await client.post(href, data={"do": choice})


async def pay(href: str) -> str:
    """Pay; the address to go back to. Raises ``httpx.HTTPStatusError`` where the page sends nobody back."""
    response = await press(href)
    if not response.has_redirect_location:
        response.raise_for_status()
    return str(response.headers["location"])
