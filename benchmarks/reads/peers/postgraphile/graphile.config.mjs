// Knows how PostGraphile serves Ahti's database: the amber preset and filters, read-only, nothing of a developer's.
import { makePgService } from "postgraphile/adaptors/pg";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { PostGraphileConnectionFilterPreset } from "postgraphile-plugin-connection-filter";

// The read role from the first byte of a session, so that no request needs a transaction to become it.
const SESSION = "-c role=ahti_read -c default_transaction_read_only=on";

export default {
  extends: [PostGraphileAmberPreset, PostGraphileConnectionFilterPreset],
  pgServices: [
    makePgService({
      schemas: ["public"],
      connectionString: process.env.DATABASE_URL,
      poolConfig: { max: 10, options: SESSION },
    }),
  ],
  grafast: { explain: false },
  disablePlugins: ["PgIndexBehaviorsPlugin"],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false, websockets: false, outputDataAsString: true },
};
