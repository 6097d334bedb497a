/** Comments, strings, and names; everything else in a type stays as it is. */
const TOKEN = /\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|[A-Za-z_$][\w$]*/g;

/** A type with some of the names it refers to replaced; keys, strings and comments are left alone. */
export function renameInType(text: string, renamed: ReadonlyMap<string, string>): string {
  return text.replace(TOKEN, (token, offset: number) => {
    const name = renamed.get(token);
    return name === undefined || isKey(text, offset + token.length) ? token : name;
  });
}

function isKey(text: string, end: number): boolean {
  return /^\??:/.test(text.slice(end, end + 2));
}
