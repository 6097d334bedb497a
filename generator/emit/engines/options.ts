import { braces } from "../../print/layout.ts";
import { propertyKey } from "../../print/literal.ts";

/** Properties of an object, as code. One that is undefined is left out. */
export type Settings = Readonly<Record<string, string | undefined>>;

/**
 * An object literal.
 *
 * @param indentation Of the line on which it begins.
 */
export function settingsLiteral(settings: Settings, indentation: string): string {
  return braces(membersOf(settings), indentation);
}

/**
 * What a caller gives, over what the spec says.
 *
 * @param options The name of what the caller gives.
 * @param indentation Of the line on which the expression begins.
 */
export function optionsOver(settings: Settings, options: string, indentation: string): string {
  const members = membersOf(settings);
  return members.length === 0 ? options : braces([...members, `...${options}`], indentation);
}

function membersOf(settings: Settings): readonly string[] {
  return Object.entries(settings).flatMap(([key, value]) => (value === undefined ? [] : `${propertyKey(key)}: ${value}`));
}
