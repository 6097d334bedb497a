/** The longest text that a help message repeats. */
const LONGEST_REPEATED = 100;

/** A text of one line as a quoted YAML scalar, or undefined where it is too long to be shown. */
export function quoteForYaml(text: string): string | undefined {
  if (text.length > LONGEST_REPEATED || /[\r\n]/.test(text)) {
    return undefined;
  }
  return text.includes('"') || text.includes("\\") ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
