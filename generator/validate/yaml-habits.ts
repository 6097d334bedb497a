/**
 * What to write where YAML 1.2 reads a text, though people, or YAML 1.1, mean something else.
 *
 * @param written With its quotes, if it has any.
 * @param wanted The kinds of values that would be right.
 */
export function hintForYamlText(value: string, written: string, wanted: readonly string[]): string | undefined {
  if (written !== value) {
    return undefined;
  }
  if (wanted.includes("boolean") && /^(?:yes|no|on|off|y|n)$/i.test(value)) {
    return `write \`${/^(?:y|on)/i.test(value)}\`: \`${value}\` is a text in YAML 1.2`;
  }
  if (wanted.some((kind) => kind === "integer" || kind === "number") && /^[+-]?\d[\d_]*$/.test(value)) {
    return `write \`${value.replaceAll("_", "")}\`: a number has no \`_\` in YAML 1.2`;
  }
  const key = /^([\w$.-]+):\S/.exec(value)?.[1];
  return wanted.includes("object") && key !== undefined
    ? `put a blank behind the \`:\`: \`${key}: …\`; without it, it is one word to YAML`
    : undefined;
}
