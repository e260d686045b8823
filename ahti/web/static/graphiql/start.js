// Starts GraphiQL on this server's own endpoint; a query in the page's address is opened first.
import { firstDocuments } from './first-documents.js';

const ENDPOINT = '/graphql';

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
      defaultTabs: [...linked, ...firstDocuments],
      ...linked[0],
      defaultEditorToolsVisibility: 'variables',
      shouldPersistHeaders: false,
    },
    React.createElement(GraphiQL.Logo, null, 'Ahti'),
  ),
);
