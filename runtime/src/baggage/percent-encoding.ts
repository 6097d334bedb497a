const ENCODED = /(?:%[\da-f]{2})+/gi;

/** Percent-encodes text. Half a surrogate pair becomes U+FFFD, where `encodeURIComponent` throws. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

/**
 * Decodes percent-encoded text. Bytes that are no UTF-8 become U+FFFD, as W3C Baggage has it, and a percent sign that
 * encodes nothing stays, where `decodeURIComponent` throws.
 */
export function percentDecode(text: string): string {
  return text.replace(ENCODED, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString());
}
