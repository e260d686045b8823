"""A GET asks in the URL, changes nothing, and gives a browser the page to try the API."""

import httpx
import pytest

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


async def test_query_with_variables_in_the_url_is_answered(client: httpx.AsyncClient) -> None:
    query = "query A { hello } query B($t: String!) { echo(text: $t) }"
    parameters = {"query": query, "operationName": "B", "variables": '{"t": "å + ä"}'}
    response = await client.get("/graphql", params=parameters)
    assert response.json() == {"data": {"echo": "å + ä"}}


async def test_empty_parameters_count_as_absent(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql?query={hello}&operationName=&variables=&extensions=")
    assert response.json() == {"data": {"hello": "Ahoy"}}


async def test_unknown_parameters_are_ignored(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql?utm_source=x&&query={hello}&%ff=1")
    assert response.json() == {"data": {"hello": "Ahoy"}}


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        ("", "The parameter query is missing: it holds the GraphQL document."),
        ("query=", "The parameter query is missing: it holds the GraphQL document."),
        ("query={hello}&query={language}", "The parameter query stands in the URL twice."),
        ("query={hello}&q%75ery={language}", "The parameter query stands in the URL twice."),
        ("query=%ff", "The parameter query is not UTF-8."),
        ("query={hello}&variables=%ff", "The parameter variables is not UTF-8."),
        ("query={hello}%00", "Text may not hold the character NUL."),
        ("query={hello}&variables=[]", "The parameter variables has to be an object."),
        ("query={hello}&extensions=1", "The parameter extensions has to be an object."),
    ],
)
async def test_url_that_is_no_request_is_refused(client: httpx.AsyncClient, query_string: str, message: str) -> None:
    response = await client.get(f"/graphql?{query_string}")
    assert response.status_code == 400
    assert response.json() == {"errors": [{"message": message, "extensions": {"code": "BAD_USER_INPUT"}}]}


async def test_broken_json_in_the_url_names_its_parameter(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql?query={hello}&variables={")
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"].startswith("The parameter variables is not JSON: ")


@pytest.mark.parametrize("accept", ["application/json", "application/graphql-response+json"])
async def test_mutation_is_refused_and_told_to_come_by_post(client: httpx.AsyncClient, accept: str) -> None:
    response = await client.get("/graphql", params={"query": "mutation { moor }"}, headers={"accept": accept})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.json() == {
        "errors": [
            {
                "message": "A mutation has to come by POST: a GET changes nothing.",
                "locations": [{"line": 1, "column": 1}],
                "extensions": {"code": "BAD_USER_INPUT"},
            }
        ]
    }


async def test_head_is_answered_like_get_without_a_body(client: httpx.AsyncClient) -> None:
    response = await client.head("/graphql", params={"query": "{ hello }"})
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_told_which_ones_work(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql")
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, POST")


async def test_browser_is_given_graphiql(client: httpx.AsyncClient) -> None:
    response = await client.get("/graphql", params={"query": "{ hello }"}, headers={"accept": BROWSER})
    assert (response.status_code, response.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert response.headers["vary"] == "Accept-Encoding, Accept"


async def test_browser_that_posts_is_not_given_a_page(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": "{ hello }"}, headers={"accept": BROWSER})
    assert response.json() == {"data": {"hello": "Ahoy"}}


async def test_client_that_accepts_nothing_of_ours_is_told_what_there_is(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": "{ hello }"}, headers={"accept": "application/xml"})
    message = "Answers come as application/json or application/graphql-response+json."
    assert response.status_code == 406
    assert response.json() == {"errors": [{"message": message, "extensions": {"code": "BAD_USER_INPUT"}}]}


async def test_neighbouring_paths_hold_nothing(client: httpx.AsyncClient) -> None:
    paths = ["/graphql/", "/graphql/x", "/GraphQL", "/nowhere", "/static/graphiql/README.md", "/static/../app.py"]
    assert [(await client.get(path)).status_code for path in paths] == [404] * len(paths)
