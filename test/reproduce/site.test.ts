import { spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root, venv } from "../kernel/kernelspec";
import { names } from "../notebooks/notebook";
import { parseHtml } from "../display/svg";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "site "));
afterAll(() => fs.rmSync(scratch, { recursive: true }));

function make(results: string, site: string): { status: number | null; said: string } {
  const args = [path.join(root, "reproduce", "site.py"), root, results, site];
  const { status, stdout, stderr } = spawnSync(venv("python"), args, { encoding: "utf8" });
  return { status, said: stdout + stderr };
}

const filesOf = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();

const idsIn = (page: ReturnType<typeof parseHtml>): string[] =>
  Array.from(page.querySelectorAll("[id]"), ({ id }) => id);

/** Relative links that lead nowhere, or to a part of a page that is not there. */
function broken(site: string): string[] {
  const known = new Map<string, Set<string>>();
  /** A page's parts: read once, for each page has a list of its own. */
  const partsOf = (file: string): Set<string> => {
    const parts = known.get(file) ?? new Set(idsIn(parseHtml(fs.readFileSync(file, "utf8"))));
    known.set(file, parts);
    return parts;
  };
  return filesOf(site)
    .filter((file) => file.endsWith(".html"))
    .flatMap((file) => {
      const page = parseHtml(fs.readFileSync(path.join(site, file), "utf8"));
      const links = Array.from(page.querySelectorAll("[href], [src]"), (element) => ({
        link: element.getAttribute("href") ?? element.getAttribute("src") ?? "",
        element,
      }));
      return links
        .filter(({ link }) => !/^([a-z]+:|#$)/.test(link))
        .filter(({ link }) => {
          const [place, part] = link.split("#").map(decodeURIComponent);
          const target = path.join(site, path.dirname(file), place || path.basename(file));
          if (!fs.existsSync(target) || !target.startsWith(site)) return true;
          if (!part || !target.endsWith(".html")) return false;
          return !partsOf(target).has(part);
        })
        .map(({ link }) => `${file}: ${link}`);
    });
}

describe("before any run", () => {
  const site = path.join(scratch, "kept");
  beforeAll(() => {
    const { status, said } = make(path.join(scratch, "nowhere"), site);
    expect(said).toContain("The chapters are those of notebooks.");
    expect(said).not.toContain("leads nowhere");
    expect(status).toBe(0);
  }, 240_000);

  it("has the README in front, and the chapters as they are kept, each with its notebook", () => {
    const files = filesOf(site);
    const chapters = names.flatMap((name) => [name, name.replace(/ipynb$/, "html")]);
    expect(files).toEqual(expect.arrayContaining(["index.html", ...chapters.map((name) => `chapters/${name}`)]));
    const front = parseHtml(fs.readFileSync(path.join(site, "index.html"), "utf8"));
    expect(front.querySelector("h1")!.textContent).toBe(
      /^# (.*)/m.exec(fs.readFileSync(path.join(root, "README.md"), "utf8"))![1],
    );
    for (const name of names) {
      expect(front.querySelector(`a[href="chapters/${name.replace(/ipynb$/, "html")}"]`), name).not.toBeNull();
    }
  });

  it("has no link that leads nowhere, or out of it, and asks no other host for anything", () => {
    expect(broken(site)).toEqual([]);
    for (const file of filesOf(site).filter((name) => name.endsWith(".html"))) {
      const page = parseHtml(fs.readFileSync(path.join(site, file), "utf8"));
      const foreign = Array.from(page.querySelectorAll("[src], link[href]"), (element) => element.outerHTML);
      expect(foreign.filter((html) => /(src|href)="https?:/.test(html))).toEqual([]);
    }
  });
});

it("after a run has what the run left, music and playground with it, and not its checkpoints", () => {
  const results = path.join(scratch, "results");
  const files = [
    "diary/epoch 1.mid",
    "diary/epoch 1.mp3",
    "playground.html",
    "summary.json",
    "checkpoints/a",
    ".run.lock",
  ];
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(results, file)), { recursive: true });
    fs.writeFileSync(path.join(results, file), "");
  }
  fs.copyFileSync(path.join(root, "notebooks", names[0]), path.join(results, names[0]));
  // It takes the place of the one that was made before.
  const site = path.join(scratch, "kept");
  expect(make(results, site).status).toBe(0);
  const chapters = filesOf(path.join(site, "chapters")).filter((file) => !file.startsWith("assets"));
  const page = names[0].replace(/ipynb$/, "html");
  expect(chapters).toEqual(expect.arrayContaining([names[0], page, ...files.slice(0, 4), "index.html"]));
  expect(chapters.filter((file) => /checkpoints|lock/.test(file))).toEqual([]);
  expect(fs.readFileSync(path.join(site, "index.html"), "utf8")).toContain('href="chapters/playground.html"');
  // The chapters that it did not come to are there as they are kept.
  expect(broken(site)).toEqual([]);
}, 240_000);

it("overwrites no folder of somebody else's", () => {
  const site = path.join(scratch, "mine");
  fs.mkdirSync(site);
  fs.writeFileSync(path.join(site, "index.html"), "mine");
  const { status, said } = make(path.join(scratch, "nowhere"), site);
  expect(status).toBe(1);
  expect(said).toContain("is not from this command and would be overwritten; move it away.");
  expect(filesOf(scratch).filter((file) => file.startsWith("mine") || file.startsWith("."))).toEqual([
    "mine/index.html",
  ]);
}, 240_000);
