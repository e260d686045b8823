// The documents that a newcomer finds in the first tabs.
export const firstDocuments = (harborId) => [
  {
    query: `# Every harbor. Run it with Ctrl-Enter.
query Harbors {
  harbors(first: 1000) {
    nodes {
      id
      names { fi sv en }
      centroid
      placeCount
      activePlaceCount
    }
  }
}
`,
  },
  {
    query: `# Berths at least this wide and long.
# For the next page, give endCursor as "after".
query Berths($after: String, $w: Int!, $l: Int!) {
  berths(first: 50, after: $after, filter: { minWidthMm: $w, minLengthMm: $l }) {
    totalCount
    edges {
      cursor
      node {
        id
        number
        widthMm
        lengthMm
        mooring
        geometry
        pier { identifier harbor { id name } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}
`,
    variables: '{ "w": 3000, "l": 8000 }',
  },
  {
    query: `# One harbor, its piers, their berths.
query Harbor($id: ID!) {
  harbor(id: $id) {
    id
    name
    piers(first: 100) {
      nodes {
        id
        identifier
        geometry
        berths(first: 1000) {
          nodes { id number widthMm lengthMm depthMm mooring isActive geometry }
        }
      }
    }
  }
}
`,
    variables: JSON.stringify({ id: harborId }),
  },
];
