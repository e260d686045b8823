"""Knows how a person goes through a sign-in page, without a script, as a browser does."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx


@dataclass
class Page(HTMLParser):
    """A page with one form: where it goes, what it holds, what its buttons say."""

    html: str
    language: str = ""
    title: str = ""
    action: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._in_title = False
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._in_title = tag == "title"
        if tag == "html":
            self.language = said["lang"]
        elif tag == "form":
            self.action = said["action"]
        elif tag == "input":
            self.hidden[said["name"]] = said["value"]
        elif tag == "button":
            self.buttons.append((said["name"], said["value"]))
        elif tag == "a":
            self.links.append(said["href"])

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


async def choose(browser: httpx.AsyncClient, address: str, **chosen: str) -> str:
    """Open the page, press a button, and say where one is sent; redirects are not followed."""
    shown = await browser.get(address)
    assert shown.status_code == 200, shown.text
    page = Page(shown.text)
    (button,) = chosen.items()
    assert button in page.buttons
    sent = await browser.post(urljoin(address, page.action), data=page.hidden | chosen)
    assert sent.status_code == 303, sent.text
    return sent.headers["location"]


def told(address: str) -> dict[str, str]:
    """What an address says in its query."""
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
