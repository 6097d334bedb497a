const LITERAL = "$${";

/** A reference of the runtime's options, or their way to write a literal `${`. */
const REFERENCE = /(\$\$\{|\$\{env:[A-Za-z_]\w*(?::-[^}]*)?\})/;

/**
 * Puts a text of the runtime's options in the syntax of OpenTelemetry's configuration: `${env:NAME:-default}` is the
 * same there, and every other `$` is written twice.
 */
export function documentText(text: string): string {
  return text
    .split(REFERENCE)
    .map((piece, index) => {
      const isReference = index % 2 === 1 && piece !== LITERAL;
      return isReference ? piece : (piece === LITERAL ? "${" : piece).replaceAll("$", () => "$$");
    })
    .join("");
}

/** Whether variables decide on a text at start-up. */
export function hasReference(text: string): boolean {
  return text.split(REFERENCE).some((piece, index) => index % 2 === 1 && piece !== LITERAL);
}
