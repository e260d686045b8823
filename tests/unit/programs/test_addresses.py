"""Addresses of programs: which ones are taken, and when two are the same."""

import pytest

from harbors.programs.addresses import fault_of_page, fault_of_redirect, host_of, is_registered, origin_of

GOOD = [
    "https://program.example/back",
    "https://program.example:8443/back?from=ahti",
    "https://[2001:db8::1]/back",
    "http://127.0.0.1/back",
    "http://127.0.0.1:51004/back",
    "http://[::1]:51004/back",
    "fi.example.program:/back",
    "com.example.app://back",
]
BAD = {
    "http://program.example/back": "REDIRECT_KIND",
    "http://localhost/back": "REDIRECT_KIND",
    "http://169.254.169.254/latest/meta-data/": "REDIRECT_KIND",
    "http://[::2]/back": "REDIRECT_KIND",
    "http://127.0.0.1.program.example/back": "REDIRECT_KIND",
    "http://127.0.0.1@program.example/back": "REDIRECT_KIND",
    "https://anna:secret@program.example/back": "REDIRECT_KIND",
    "https://anna@program.example/back": "REDIRECT_KIND",
    "https:///back": "REDIRECT_KIND",
    # What would be another directive, or another policy, where a policy names the host.
    "https://program.example;sandbox/back": "REDIRECT_KIND",
    "https://program.example,sandbox/back": "REDIRECT_KIND",
    "https://'self'/back": "REDIRECT_KIND",
    "https://program%2eexample/back": "REDIRECT_KIND",
    "https://program.example/back#here": "REDIRECT_FRAGMENT",
    "https://*.program.example/back": "REDIRECT_WILDCARD",
    "https://program.example/back*": "REDIRECT_WILDCARD",
    "https://program.example\\@other.example/back": "ADDRESS_SHAPE",
    "https://program.example/ba ck": "ADDRESS_SHAPE",
    "https://prögram.example/back": "ADDRESS_SHAPE",
    "https://program.example/back\r\nset-cookie: a": "ADDRESS_SHAPE",
    "javascript:alert(1)": "REDIRECT_KIND",
    "data:text/html,hi": "REDIRECT_KIND",
    "file:///etc/passwd": "REDIRECT_KIND",
    "gopher://127.0.0.1:70/": "REDIRECT_KIND",
    "program:/back": "REDIRECT_KIND",
    ".program:/back": "REDIRECT_KIND",
    "": "ADDRESS_SHAPE",
    "https://program.example/" + "a" * 500: "ADDRESS_TOO_LONG",
}


@pytest.mark.parametrize("address", GOOD)
def test_people_are_sent_back_over_https_to_this_machine_or_to_a_scheme_of_ones_own(address: str) -> None:
    assert fault_of_redirect(address) is None


@pytest.mark.parametrize("address", BAD)
def test_people_are_sent_nowhere_else(address: str) -> None:
    assert fault_of_redirect(address) == BAD[address]


@pytest.mark.parametrize("address", ["http://program.example/", "javascript:alert(1)", "fi.example:/x", "", "https://"])
def test_a_page_that_people_may_look_at_is_secure(address: str) -> None:
    assert fault_of_page("https://program.example/privacy") is None
    assert fault_of_page(address) == "PAGE_NOT_SECURE"


def test_addresses_are_compared_character_by_character() -> None:
    registered = ["https://program.example/back", "fi.example.program:/back"]
    assert is_registered("https://program.example/back", registered)
    for other in (
        "https://program.example/back/",
        "https://program.example/Back",
        "https://program.example/back?a=1",
        "https://program.example:443/back",
        "https://PROGRAM.example/back",
        "fi.example.program:/",
    ):
        assert not is_registered(other, registered)


def test_the_port_on_this_machine_is_free_and_nothing_else_is() -> None:
    registered = ["http://127.0.0.1:1/back", "http://[::1]/back"]
    assert is_registered("http://127.0.0.1:51004/back", registered)
    assert is_registered("http://127.0.0.1/back", registered)
    assert is_registered("http://[::1]:9/back", registered)
    for other in (
        "http://127.0.0.1:51004/other",
        "http://localhost:51004/back",
        "https://127.0.0.1:51004/back",
        "http://127.0.0.1:51004/back#a",
        "http://127.0.0.1:51004@program.example/back",
    ):
        assert not is_registered(other, registered)


def test_where_a_form_leads_is_named_as_a_policy_can_name_it() -> None:
    assert origin_of("https://program.example:8443/back?a=1") == "https://program.example:8443"
    assert origin_of("http://[::1]:9/back") == "http:"
    assert origin_of("fi.example.program:/back") == "fi.example.program:"
    assert host_of("https://program.example:8443/back") == "program.example:8443"
    assert host_of("fi.example.program:/back") == "fi.example.program:"
