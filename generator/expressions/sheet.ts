import type { Template, TemplateMember } from "../ir/template.ts";
import type { Expression, MemberExpression, ObjectMember } from "../ir/expression.ts";

/** What a stretch of printed code came from. */
export type Subject =
  | { readonly kind: "expression"; readonly expression: Expression }
  /** The name behind the dot. */
  | { readonly kind: "property"; readonly expression: MemberExpression }
  /** The key of an object literal inside an expression. */
  | { readonly kind: "key"; readonly member: ObjectMember }
  | { readonly kind: "template"; readonly template: Template }
  | { readonly kind: "templateKey"; readonly member: TemplateMember };

/** Offsets of printed code, and what stands there. Segments nest, and inner ones come before outer ones. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly subject: Subject;
}

/** Code that is being printed. */
export interface Sheet {
  text: string;
  readonly segments: Segment[];
}

export function newSheet(): Sheet {
  return { text: "", segments: [] };
}

/** Runs `print` and notes that what it appended came from `subject`. */
export function segment(sheet: Sheet, subject: Subject, print: () => void): void {
  const start = sheet.text.length;
  print();
  sheet.segments.push({ start, end: sheet.text.length, subject });
}
