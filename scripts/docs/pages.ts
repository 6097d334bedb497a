import { configurationPage } from "./configuration-page.ts";
import { diagnosticsPage } from "./diagnostics-page.ts";
import { enginesPage } from "./engines-page.ts";
import { environmentPage } from "./environment-page.ts";
import { expressionsPage } from "./expressions-page.ts";

export interface Page {
  readonly url: URL;
  readonly text: string;
}

const DOCS = new URL("../../docs/", import.meta.url);

/** The pages that are generated, as they have to be. */
export function pages(): readonly Page[] {
  return [
    { url: new URL("configuration.md", DOCS), text: configurationPage() },
    { url: new URL("diagnostics.md", DOCS), text: diagnosticsPage() },
    { url: new URL("engines.md", DOCS), text: enginesPage() },
    { url: new URL("environment.md", DOCS), text: environmentPage() },
    { url: new URL("expressions.md", DOCS), text: expressionsPage() },
  ];
}
