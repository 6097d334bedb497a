/** Whatever a compiler or an editor takes for the end of a line. */
const LINE_BREAK = /\r\n|[\n\r\u2028\u2029]/;

/**
 * A JSDoc comment with `text` in it, or nothing for nothing. It ends where it should, whatever `text` holds,
 * and gives the compiler no directives.
 *
 * @returns The comment with a line break after it, so that it can stand right before a declaration.
 */
export function documentation(text: string | undefined): string {
  const lines = text === undefined ? [] : harmless(text).trim().split(LINE_BREAK).map((line) => line.trimEnd());
  if (lines.join("") === "") {
    return "";
  }
  return lines.length === 1
    ? `/** ${lines[0]} */\n`
    : `/**\n${lines.map((line) => (line === "" ? " *\n" : ` * ${line}\n`)).join("")} */\n`;
}

/** Text that stays on one line of a comment. */
export function singleLine(text: string): string {
  return printable(text.split(LINE_BREAK).join(" "));
}

function harmless(text: string): string {
  return printable(text).replaceAll("*/", "*\\/").replaceAll("@ts-", "\\@ts-");
}

/** Without control characters, and such that it survives being written as UTF-8. Line breaks and tabs stay. */
function printable(text: string): string {
  return text.toWellFormed().replace(/[^\P{Cc}\n\r\t]/gu, "");
}
