/** What stands between the backticks of a template literal for a text without holes. Stays on one line. */
export function templateText(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/\\(.)/g, (escape: string, character: string) => (character === '"' ? '"' : escape))
    .replace(/`|\$(?=\{)/g, "\\$&")
    .replace(
      /[\u007f-\u009f\u2028\u2029\ufeff]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
