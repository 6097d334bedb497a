import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "../support/repository.ts";

const PAGES = ["README.md", ...readdirSync(join(REPOSITORY, "docs")).map((name) => `docs/${name}`)];

test.each(PAGES)("links in %s lead to files, and to headings that are there", (page) => {
  const path = join(REPOSITORY, page);
  const lost = linksOf(readFileSync(path, "utf8")).filter((link) => {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? path : resolve(dirname(path), file);
    return !existsSync(target) || (anchor !== undefined && target.endsWith(".md") && !anchorsOf(target).has(anchor));
  });

  expect(lost).toEqual([]);
});

test("every page of docs is reached from README", () => {
  const reached = new Set(["README.md"]);
  for (const page of reached) {
    const path = join(REPOSITORY, page);
    for (const link of linksOf(readFileSync(path, "utf8"))) {
      const target = relative(REPOSITORY, resolve(dirname(path), link.split("#")[0] ?? ""));
      if (/^docs\/.*\.md$/.test(target) && existsSync(join(REPOSITORY, target))) {
        reached.add(target);
      }
    }
  }

  expect(PAGES.filter((page) => !reached.has(page))).toEqual([]);
});

/** Where a page leads to within the repository; code is no text. */
function linksOf(text: string): readonly string[] {
  const prose = text.replaceAll(/^```.*?^```/gms, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link).filter((link) => !/^[a-z]+:/.test(link));
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(path: string): ReadonlySet<string> {
  const prose = readFileSync(path, "utf8").replaceAll(/^```.*?^```/gms, "");
  const headings = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => heading);
  return new Set(
    headings.map((heading) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "").replaceAll(" ", "-")),
  );
}
