// Starts GraphiQL on this server's own endpoint; a query in the page's address is opened first.
import { firstDocuments } from './first-documents.js';

const ENDPOINT = '/graphql';

// So that the document about one harbor can be run as it stands.
async function idOfSomeHarbor() {
  const answer = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ harbors(first: 1) { nodes { id } } }' }),
  });
  const { data } = await answer.json();
  return data?.harbors.nodes[0]?.id ?? '';
}

function documentInAddress() {
  const address = new URLSearchParams(location.search);
  const query = address.get('query');
  return query ? [{ query, variables: address.get('variables') ?? undefined }] : [];
}

const linked = documentInAddress();
const root = ReactDOM.createRoot(document.getElementById('graphiql'));
root.render(
  React.createElement(
    GraphiQL,
    {
      fetcher: GraphiQL.createFetcher({ url: ENDPOINT }),
      defaultTabs: [...linked, ...firstDocuments(await idOfSomeHarbor())],
      ...linked[0],
      defaultEditorToolsVisibility: 'variables',
      shouldPersistHeaders: false,
    },
    React.createElement(GraphiQL.Logo, null, 'Ahti'),
  ),
);
