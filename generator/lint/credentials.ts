/** A credential in a text: what it is, and where. `end` is behind its last character. */
export interface Credential {
  readonly what: string;
  readonly start: number;
  readonly end: number;
}

/**
 * How credentials are written, by who gives them out. Where a pattern has a group, the group is the secret. Repetitions
 * have an end, so that no text takes long.
 */
const KNOWN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["an access key of AWS", /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/d],
  ["a token of GitHub", /\b(?:gh[opsur]_[0-9A-Za-z]{36,}|github_pat_\w{36,})/d],
  ["a token of GitLab", /\bglpat-[\w-]{20,200}/d],
  ["a token of Slack", /\bxox[abeoprs]-[0-9A-Za-z-]{16,200}/d],
  ["a key of Stripe", /\b[rs]k_(?:live|test)_[0-9A-Za-z]{16,}/d],
  ["a key of Google", /\bAIza[\w-]{35}(?![\w-])/d],
  ["a key of a model provider", /\bsk-(?=[\w-]{0,99}\d)(?=[\w-]{0,99}[A-Z])[\w-]{20,300}/d],
  ["a token of npm", /\bnpm_[0-9A-Za-z]{36}\b/d],
  ["a key of SendGrid", /\bSG\.[\w-]{16,40}\.[\w-]{16,80}/d],
  ["a key of Honeycomb", /\bhca[a-z]k_[0-9A-Za-z]{32,}/d],
  ["a token of Grafana", /\bgl(?:c|sa)_[\w+/=-]{24,}/d],
  ["a token of Dynatrace", /\bdt0[a-z]\d{2}\.[0-9A-Z]{24}\.[0-9A-Z]{64}/d],
  ["a key of New Relic", /\bNR(?:AK|II)-[\w-]{24,}/d],
  ["a JSON Web Token", /\beyJ[\w-]{8,500}\.eyJ[\w-]{8,4000}\.[\w-]{8,1000}/d],
  ["the credentials of a header", /^(?:Bearer|Basic)\s+([\w.~+/-]{16,}=*)$/di],
  // A password for this machine protects nothing.
  ["a password in a URL", /\b[a-z][a-z\d+.-]{0,20}:\/\/[^\s/:@]{0,99}:([^\s/@]{3,200})@(?!localhost\b|127\.0\.0\.1\b|\[::1\])/di],
];

const PRIVATE_KEY = /-----BEGIN (?:[A-Z\d]+ )*PRIVATE KEY-----/d;

/** What people write where they do not want to show a secret. */
const PLACEHOLDER = /example|placeholder|change-?me|redacted|dummy|your[-_]|^(?:password|passwd|pass|secret)$|(.)\1{4}|\.\.\.|[<>*{}$]/i;

/** The first part of a text that looks like a credential, whatever it is used for. */
export function credentialIn(text: string): Credential | undefined {
  const key = PRIVATE_KEY.exec(text)?.indices?.[0];
  if (key !== undefined) {
    return { what: "a private key", start: key[0], end: key[1] };
  }
  for (const [what, pattern] of KNOWN) {
    const indices = pattern.exec(text)?.indices;
    const place = indices?.[1] ?? indices?.[0];
    if (place !== undefined && !PLACEHOLDER.test(text.slice(...place))) {
      return { what, start: place[0], end: place[1] };
    }
  }
  return undefined;
}

/** Last words of keys whose values are credentials, written as one. */
const CREDENTIAL_KEYS = new Set([
  "authorization",
  "password",
  "passwd",
  "passphrase",
  "secret",
  "token",
  "credential",
  "credentials",
  "apikey",
  "accesskey",
  "secretkey",
  "privatekey",
  "signingkey",
  "licensekey",
  "honeycombteam",
]);

/** True for `authorization`, `x-api-key`, `dd_api_key`, `clientSecret`, `accessToken`. */
export function isCredentialKey(key: string): boolean {
  const words = key.replace(/([a-z\d])([A-Z])/g, "$1-$2").toLowerCase().split(/[^a-z\d]+/);
  return CREDENTIAL_KEYS.has(words.slice(-1).join("")) || CREDENTIAL_KEYS.has(words.slice(-2).join(""));
}

/** True for what no person would think of: 16 characters or more, letters among digits, in no order. */
export function looksRandom(text: string): boolean {
  const isToken = /^[\w.~+/=-]{16,}$/.test(text) && !PLACEHOLDER.test(text);
  return isToken && changesIn(text) >= MINIMUM_CHANGES && bitsOf(text) >= MINIMUM_BITS;
}

/** Words, versions and dates hardly ever have a digit beside a letter more than twice; nearly every key does. */
const MINIMUM_CHANGES = 3;

/** Of hexadecimal digits, which are the poorest alphabet of keys, 16 have about 3.3. */
const MINIMUM_BITS = 3;

/** How often a digit stands beside a letter. */
function changesIn(text: string): number {
  return [...text.matchAll(/(?<=\d)[a-z]|(?<=[a-z])\d/gi)].length;
}

/** Shannon's entropy of a text, in bits a character. */
function bitsOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
