import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Turns documents into JSON, one a line. A stage of a `pipeline`. */
export async function* toJsonLines(documents: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const document of documents) {
    yield `${JSON.stringify(document)}\n`;
  }
}

/** Reads what `toJsonLines` made. */
export async function* readJsonLines<Document>(uri: string): AsyncGenerator<Document> {
  for await (const line of createInterface({ input: createReadStream(fileURLToPath(uri)) })) {
    yield JSON.parse(line) as Document;
  }
}
