/**
 * Where each UTF-16 unit of a JSON string stands in the text.
 *
 * @param start - the offset of the opening quote
 * @param end - the offset behind the closing quote
 */
export function jsonStringOffsets(text: string, start: number, end: number): readonly number[] {
  const offsets: number[] = [];
  let at = start + 1;
  while (at < end - 1) {
    offsets.push(at);
    if (text[at] !== "\\") {
      at += 1;
    } else {
      at += text[at + 1] === "u" ? 6 : 2;
    }
  }
  offsets.push(end - 1);
  return offsets;
}
