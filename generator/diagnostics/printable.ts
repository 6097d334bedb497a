/** Control characters, and those that turn the direction of text. */
const CONTROL = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A text that does nothing to a terminal: control characters become pictures of themselves, and characters that turn
 * the direction of text become `�`. Tabs and line feeds stay.
 */
export function printable(text: string): string {
  return text.replaceAll(CONTROL, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : code === 0x7f ? "␡" : "�";
  });
}
