"""What docs/signing-in.md tells a newcomer to type gives a token, and the people whom it names are those there are."""

import asyncio
import json
import re
import shutil
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest

from ahti.issuer.people import PEOPLE
from tests.integration.journeys.city import City

DOCS = Path(__file__).parents[3].joinpath("docs/signing-in.md").read_text()
(RECIPE,) = re.findall(r"```sh\n(.*?)```", DOCS, re.DOTALL)


@pytest.mark.parametrize(("person", "known"), [("demo-boater", "Aino"), ("demo-city-clerk", "Leena")])
async def test_what_is_to_be_typed_signs_somebody_in(city: City, person: str, known: str) -> None:
    for program in ("curl", "openssl"):
        if shutil.which(program) is None:
            pytest.skip(f"needs {program}: the recipe is run as it is written")
    typed = RECIPE.replace("http://127.0.0.1:8000/issuer", city.where.issuer).replace("demo-boater", person)
    shell = await asyncio.create_subprocess_exec("sh", "-euc", typed, stdout=PIPE)
    answer, _ = await asyncio.wait_for(shell.communicate(), 30)
    me = json.loads(answer)["data"]["me"]
    assert (me["assurance"], me["person"]["firstName"]) == ("SUBSTANTIAL", known)


def test_the_docs_name_everybody_who_can_sign_in() -> None:
    named = re.findall(r"^\| `(demo-[^`]+)` \| (\w+ \w+)", DOCS, re.MULTILINE)
    assert dict(named) == {subject: person.name for subject, person in PEOPLE.items()}
