import { ts } from "ts-morph";
import { ALLOWED_DECLARATIONS } from "../../generator/expressions/allowed.ts";

/** A property or method that expressions can use. */
export interface Allowed {
  /** As TypeScript declares it: `at(index: number): string | undefined`. */
  readonly signature: string;
  readonly text: string;
}

/**
 * The members of an interface, or of a global such as `Math`, that expressions can use: those with a comment. A global
 * that can be called itself has a member that begins with its name. Of overloads the last one is shown, which is the most general.
 *
 * @throws Error if nothing of that name is declared.
 */
export function membersOf(name: string): readonly Allowed[] {
  const file = ts.createSourceFile("allowed.d.ts", ALLOWED_DECLARATIONS, ts.ScriptTarget.Latest, true);
  const members = file.statements.flatMap((statement) => declaredMembers(statement, name) ?? []);
  if (members.length === 0) {
    throw new Error(`${name} is not declared`);
  }
  const shown = new Map<string, Allowed>();
  for (const member of members) {
    const key = member.name?.getText(file) ?? "";
    const text = commentOf(member) ?? shown.get(key)?.text;
    if (text !== undefined) {
      shown.set(key, { signature: signatureOf(member, name), text });
    }
  }
  return [...shown.values()];
}

/** The interface of values is `String`, the global is `declare const String`: the one is asked for as `String`, the other as `String.`. */
function declaredMembers(statement: ts.Statement, name: string): readonly ts.TypeElement[] | undefined {
  if (ts.isInterfaceDeclaration(statement) && statement.name.text === name) {
    return statement.members;
  }
  if (!ts.isVariableStatement(statement)) {
    return undefined;
  }
  const [declaration] = statement.declarationList.declarations;
  const type = declaration?.type;
  return type !== undefined && ts.isTypeLiteralNode(type) && `${declaration?.name.getText()}.` === name ? type.members : undefined;
}

function signatureOf(member: ts.TypeElement, name: string): string {
  const text = member.getText().replace(/^readonly /, "").replace(/;$/, "").replaceAll(/\s+/g, " ");
  return text.startsWith("(") ? `${name.slice(0, -1)}${text}` : `${name.endsWith(".") ? name : ""}${text}`;
}

function commentOf(member: ts.TypeElement): string | undefined {
  const [comment] = ts.getJSDocCommentsAndTags(member);
  const text = comment?.comment;
  return typeof text === "string" ? text : undefined;
}
