/** The value of a template of a spec, with JavaScript for its expressions. */
export function evaluate(template: unknown, scope: Readonly<Record<string, unknown>>): unknown {
  if (typeof template === "string") {
    return evaluateText(template, scope);
  }
  if (Array.isArray(template)) {
    return template.map((item) => evaluate(item, scope));
  }
  if (typeof template === "object" && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, evaluate(value, scope)]));
  }
  return template;
}

function evaluateText(text: string, scope: Readonly<Record<string, unknown>>): unknown {
  const whole = /^\$\{([\s\S]*)\}$/.exec(text)?.[1];
  if (whole !== undefined && holesOf(text).length === 1) {
    return run(whole, scope);
  }
  let result = "";
  let end = 0;
  for (const hole of holesOf(text)) {
    result += text.slice(end, hole.start) + String(run(hole.code, scope));
    ({ end } = hole);
  }
  return (result + text.slice(end)).replaceAll("$${", "${");
}

interface Hole {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

/** The random specs have no braces in their strings but those of holes, templates and object literals. */
function holesOf(text: string): readonly Hole[] {
  const holes: Hole[] = [];
  for (let start = text.indexOf("${"); start !== -1; start = text.indexOf("${", start + 2)) {
    if (text[start - 1] === "$") {
      continue;
    }
    let depth = 0;
    let end = start + 1;
    do {
      depth += text[end] === "{" ? 1 : text[end] === "}" ? -1 : 0;
      end += 1;
    } while (depth > 0);
    holes.push({ code: text.slice(start + 2, end - 1), start, end });
    start = end - 2;
  }
  return holes;
}

function run(code: string, scope: Readonly<Record<string, unknown>>): unknown {
  const names = Object.keys(scope);
  // oxlint-disable-next-line no-new-func: that is what the oracle is made of
  const evaluateCode = new Function(...names.map((name) => `$_${name}`), `"use strict"; return (${rename(code, names)});`);
  return evaluateCode(...Object.values(scope)) as unknown;
}

/** Names of a spec may be words that JavaScript reserves. */
function rename(code: string, names: readonly string[]): string {
  return code.replace(/(?<![\w.$'"])[A-Za-z_]\w*/g, (word) => (names.includes(word) ? `$_${word}` : word));
}
