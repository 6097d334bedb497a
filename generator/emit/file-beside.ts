import type { Program } from "../ir/program.ts";

/**
 * An expression for where a generated file is that stands beside the printed one, as the runtime takes it: a URL, or in
 * CommonJS a path. Compilers leave it as it is, and the runtime looks for the file by its other extensions.
 *
 * @param name without extension.
 */
export function fileBeside({ isCommonJs }: Program, name: string): string {
  return isCommonJs ? `\`\${__dirname}/${name}.ts\`` : `new URL("./${name}.ts", import.meta.url)`;
}
