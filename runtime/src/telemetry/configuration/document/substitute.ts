import type { EnvironmentText } from "../../settings/late-settings.ts";
import type { ConfigurationScalar, LateValue } from "./configuration-node.ts";
import { resolvePlainScalar } from "./plain-scalar.ts";

/** A variable that a text refers to. */
interface Reference {
  readonly name: string;
  readonly fallback: string | undefined;
}

type Piece = string | Reference;

/** A reference that is not one: `${NAME:?message}`. */
export class SubstitutionError extends Error {
  readonly help = "write `${NAME}` or `${NAME:-default}`; a `$` that is meant as such is written `$$`";

  constructor(reference: string) {
    super(`\`${reference}\` is not a reference to an environment variable`);
  }
}

const REFERENCE = /\$\{([^}]+)\}/;

const ENVIRONMENT = /^([a-z_]\w*)(?::-([^\n}]*))?$/i;

/** Variables by their names; undefined for those that are not set. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Fills variables into a scalar of a document: `${NAME}`, `${env:NAME}`, `${NAME:-default}`, `$$` for `$`. What is not
 * in quotes gets its type afterwards. Nothing is filled in twice.
 *
 * @param isPlain the scalar stands in no quotes and is no block: only then can it become a number, a boolean or null.
 * @param variables undefined where they are not known yet: the value is then what it is without them.
 * @see https://opentelemetry.io/docs/specs/otel/configuration/data-model/#environment-variable-substitution
 * @throws SubstitutionError for a malformed reference.
 */
export function substitute(
  text: string,
  isPlain: boolean,
  variables: Variables | undefined,
): Pick<ConfigurationScalar<unknown>, "value" | "late"> {
  const pieces = piecesOf(text);
  const filledIn = pieces.map((piece) => (typeof piece === "string" ? piece : lookUp(piece, variables))).join("");
  const references = pieces.filter((piece) => typeof piece !== "string");
  if (references.length === 0) {
    return { value: filledIn };
  }
  const value = isPlain ? resolvePlainScalar(filledIn) : filledIn;
  return variables === undefined ? { value, late: lateValue(pieces, references) } : { value };
}

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const add = (piece: Piece): void => {
    const last = pieces.at(-1);
    if (typeof piece === "string" && typeof last === "string") {
      pieces[pieces.length - 1] = last + piece;
    } else if (piece !== "") {
      pieces.push(piece);
    }
  };
  for (const [index, part] of text.split("$$").entries()) {
    if (index > 0) {
      add("$");
    }
    // Every second piece is what the parentheses of the expression hold.
    for (const [place, piece] of part.split(REFERENCE).entries()) {
      add(place % 2 === 0 ? piece : parseReference(piece));
    }
  }
  return pieces;
}

function parseReference(content: string): Reference {
  const [, name, fallback] = ENVIRONMENT.exec(content) ?? ENVIRONMENT.exec(content.replace(/^env:/, "")) ?? [];
  if (name === undefined) {
    throw new SubstitutionError(`\${${content}}`);
  }
  return { name, fallback };
}

/** An empty variable counts as one that is not set. */
function lookUp({ name, fallback = "" }: Reference, variables: Variables = {}): string {
  return variables[name] || fallback;
}

function lateValue(pieces: readonly Piece[], references: readonly Reference[]): LateValue {
  const text = pieces
    .map((piece) => (typeof piece === "string" ? escapeSetting(piece) : `\${env:${piece.name}:-${piece.fallback ?? ""}}`))
    .join("");
  // There, `$` before a reference would make it a literal.
  const isWritable = !pieces.some((piece, index) => typeof piece !== "string" && endsWithDollar(pieces[index - 1]));
  return {
    text: isWritable ? (text as EnvironmentText) : undefined,
    isOpen: references.some(({ fallback }) => fallback === undefined),
  };
}

function endsWithDollar(piece: Piece | undefined): boolean {
  return typeof piece === "string" && piece.endsWith("$");
}

/** A literal text as an option of the runtime, which fills in variables itself. */
export function escapeSetting(text: string): string {
  return text.replaceAll("${", () => "$${");
}
