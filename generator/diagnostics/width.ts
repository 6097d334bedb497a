/** Wide in terminals: the scripts of East Asia, their punctuation and full-width forms, and emoji. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303e\u30fb-\u30ff\uff01-\uff60\uffe0-\uffe6]/u;

const NO_WIDTH = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

/** Made when needed: it takes 9 ms, and most specs are ASCII. */
let segmenter: Intl.Segmenter | undefined;

/** One character as people see it, and how many columns of a terminal it takes. */
export interface Grapheme {
  readonly text: string;
  /** In UTF-16 units. */
  readonly start: number;
  readonly width: number;
}

/** Splits a text of one line into what people see as characters. */
export function graphemes(text: string): readonly Grapheme[] {
  if (/^[\x20-\x7e]*$/.test(text)) {
    return text.split("").map((character, start) => ({ text: character, start, width: 1 }));
  }
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment, index }) => ({
    text: segment,
    start: index,
    width: NO_WIDTH.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1,
  }));
}
