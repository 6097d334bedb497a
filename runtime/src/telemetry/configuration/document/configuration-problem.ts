import type { ConfigurationNode } from "./configuration-node.ts";

/** Something that is wrong with a configuration document. */
export interface ConfigurationProblem<Place> {
  readonly kind:
    /** It does not fit the official schema, or a value contradicts the schema's own descriptions. */
    | "invalid"
    /** It fits, and asks for something that there is not. */
    | "unsupported"
    /** It fits, and an environment variable decides at start-up on what has to be known before. */
    | "late";
  readonly place: Place;
  /** One sentence without a full stop. */
  readonly message: string;
  /** What to do about it, without a full stop. */
  readonly help?: string | undefined;
  /** A word that is not known, and the words that are. */
  readonly unknown?: { readonly word: string; readonly known: readonly string[] };
}

/** Collects what is wrong while a document is read. */
export interface ProblemList<Place> {
  readonly problems: ConfigurationProblem<Place>[];
}

/** Reports a value that is well formed and cannot be honoured. */
export function refuse<Place>(
  { problems }: ProblemList<Place>,
  { place }: Pick<ConfigurationNode<Place>, "place">,
  construct: string,
  help: string | undefined,
): void {
  problems.push({ kind: "unsupported", place, message: `${construct} cannot be honoured`, help });
}
