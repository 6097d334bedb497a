const NULL = /^(?:null|Null|NULL|~)?$/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const DECIMAL = /^[-+]?\d+$/;
const OCTAL_OR_HEXADECIMAL = /^0(?:o[0-7]+|x[\dA-Fa-f]+)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/**
 * Gives a text that stands in no quotes its type, as YAML does: variables are filled in after the document was parsed.
 *
 * @see https://yaml.org/spec/1.2.2/#1032-tag-resolution
 */
export function resolvePlainScalar(written: string): string | number | boolean | null {
  const text = written.trim();
  if (NULL.test(text)) {
    return null;
  }
  if (BOOLEAN.test(text)) {
    return text.toLowerCase() === "true";
  }
  if (DECIMAL.test(text) || OCTAL_OR_HEXADECIMAL.test(text) || FLOAT.test(text)) {
    return Number(text);
  }
  const infinity = INFINITY.exec(text);
  if (infinity !== null) {
    return infinity[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  return NOT_A_NUMBER.test(text) ? Number.NaN : written;
}
