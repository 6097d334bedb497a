/** Serves documents: `node src/main.ts [port]`. */
import { createFlows } from "./flows/generated/index.ts";
import { documentServer } from "./server.ts";

const server = documentServer(createFlows());

server.listen(Number(process.argv[2] ?? 8080), "127.0.0.1", () => {
  console.log("Listening on", server.address());
});
