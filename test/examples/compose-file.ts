import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { REPOSITORY } from "../support/repository.ts";

/** What a test reads of a service of docker compose. */
export interface ComposeService {
  readonly image: string;
  readonly command?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly stop_grace_period?: string;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** `examples/checkout/compose.<engine>.yaml`. */
export function readCompose(engine: "restate" | "temporal"): ComposeFile {
  const text = readFileSync(join(REPOSITORY, `examples/checkout/compose.${engine}.yaml`), "utf8");
  return parse(text, { merge: true }) as ComposeFile;
}
