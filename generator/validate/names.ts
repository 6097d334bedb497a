/**
 * Identifiers that a text which is none most probably means: `check-fraud` is `checkFraud` or `check_fraud`.
 *
 * @returns nothing where no letter or digit is left
 */
export function suggestNames(text: string): readonly string[] {
  const words = text.normalize("NFD").replaceAll(/\p{Mark}/gu, "").match(/[A-Za-z0-9_]+/g) ?? [];
  const [first, ...rest] = words;
  if (first === undefined || words.join("").length > 60) {
    return [];
  }
  const camel = first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return [...new Set([camel, words.join("_")])].map((name) => (/^\d/.test(name) ? `_${name}` : name));
}
