import { execFileSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keptNotebooks } from "../../setup/kept-notebooks.mjs";
import { cellsOf, firstState, hashOf } from "../../setup/notebook-text.mjs";
import { projectRoot } from "../../setup/paths.mjs";
import { prepareWork, resetNotebook } from "../../setup/work.mjs";

const name = "05-training.ipynb";
let root: string;
beforeEach(() => (root = fs.mkdtempSync(path.join(os.tmpdir(), "it's a project "))));
afterEach(() => fs.rmSync(root, { recursive: true }));

/** A notebook of one code cell with the stamp that `save-notebooks` gives it. */
function notebook(source: string, { output = "", stampedAs = name, stamped = source } = {}): string {
  const cell = (text: string) => ({ cell_type: "code", source: text, outputs: output ? [{ text: output }] : [] });
  const cells = cellsOf(JSON.stringify({ cells: [cell(stamped)] }));
  const metadata = { first_state: { name: stampedAs, sha256: hashOf(cells) } };
  return JSON.stringify({ cells: [cell(source), cell(" \n")], metadata });
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), text);
}
const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");
const own = `work/${name}`;
const project = `notebooks/${name}`;
const earlier = () => fs.readdirSync(path.join(root, "work")).filter((file) => file.includes(".earlier-"));
/** As the reader sees it after changing a cell in Jupyter: the stamp is still that of the first state. */
const edited = (source: string) => notebook(source, { stamped: "1" });

function commit(): void {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=n", "-c", "user.email=e@e", ...args], { cwd: root, stdio: "ignore" });
  if (!fs.existsSync(path.join(root, ".git"))) git("init");
  git("add", "notebooks");
  git("commit", "-m", "kept");
}

describe.each([
  ["without git", () => {}],
  ["in a checkout", commit],
])("the reader's notebooks, %s", (_, save) => {
  beforeEach(() => {
    write(project, notebook("1", { output: "one" }));
    save();
  });

  it("begin as the project's, and stay what the reader makes of them", () => {
    expect(prepareWork(root).lines).toEqual([]);
    expect(read(own)).toBe(read(project));
    write(own, edited("mine"));
    expect(prepareWork(root).lines).toEqual([]);
    expect(read(own)).toBe(edited("mine"));
    expect([...prepareWork(root).texts]).toEqual([[name, read(project)]]);
  });

  it("follow the project's while they are as they were", () => {
    prepareWork(root);
    write(project, notebook("2"));
    save();
    expect(prepareWork(root).lines).toEqual([]);
    expect(read(own)).toBe(notebook("2"));
    expect(earlier()).toEqual([]);
  });

  it("that were only run follow too, and the outputs are kept aside", () => {
    prepareWork(root);
    write(own, notebook("1", { output: "an hour's work" }));
    write(project, notebook("2"));
    save();
    const [line] = prepareWork(root).lines;
    expect(read(own)).toBe(notebook("2"));
    expect(line).toBe(`${own} is new, as in the project; the one you ran is now work/${earlier()[0]}.`);
    expect(read(`work/${earlier()[0]}`)).toBe(notebook("1", { output: "an hour's work" }));
  });

  it("that were edited stay when the project has newer ones, and a line says so", () => {
    prepareWork(root);
    write(own, edited("mine"));
    write(project, notebook("2"));
    save();
    expect(prepareWork(root).lines).toEqual([
      `${own} is yours and stays; the project has a newer one: npm run reset -- 05 brings it.`,
    ]);
    expect(read(own)).toBe(edited("mine"));
    expect(prepareWork(root).lines).toEqual([]);
  });

  it("go back to their first state, and each edited one is kept aside", () => {
    prepareWork(root);
    for (const mine of ["mine", "mine again"]) {
      write(own, edited(mine));
      expect(resetNotebook(root, name)[0]).toMatch(/is in its first state; yours is now work\/05-training\.earlier-/);
      expect(read(own)).toBe(read(project));
    }
    expect(
      earlier()
        .map((file) => read(`work/${file}`))
        .sort(),
    ).toEqual([edited("mine"), edited("mine again")].sort());
    expect(resetNotebook(root, name)).toEqual([`${own} is in its first state already.`]);
  });

  it("of a reader who edited the project's are that, and the project's is still known", () => {
    prepareWork(root);
    const first = read(project);
    fs.rmSync(path.join(root, "work"), { recursive: true });
    write(project, edited("in place"));
    const { texts, changed } = prepareWork(root);
    expect(texts.get(name)).toBe(first);
    expect([...changed]).toEqual([[name, edited("in place")]]);
    expect(read(project)).toBe(edited("in place"));
    resetNotebook(root, name);
    expect(read(project)).toBe(first);
    expect(earlier().map((file) => read(`work/${file}`))).toEqual([edited("in place")]);
  });

  it("are not mixed up with copies and notebooks of the reader's among the project's", () => {
    write("notebooks/05-training-Copy1.ipynb", read(project));
    write("notebooks/08-mine.ipynb", JSON.stringify({ cells: [], metadata: {} }));
    const { texts, others } = keptNotebooks(root);
    expect([...texts.keys()]).toEqual([name]);
    expect(others).toEqual(["05-training-Copy1.ipynb", "08-mine.ipynb"]);
  });
});

describe("a notebook edited in notebooks/ before the first start", () => {
  beforeEach(() => write(project, edited("mine")));

  it("is found in git's last commit, and the reader goes on with theirs", () => {
    write(project, notebook("1"));
    commit();
    write(project, edited("mine"));
    expect(prepareWork(root).texts.get(name)).toBe(notebook("1"));
    expect(read(own)).toBe(edited("mine"));
  });

  it("without git is named in one line that says what to do", () => {
    expect(() => prepareWork(root)).toThrow(/^notebooks\/05-training\.ipynb was changed, .* take the file from the/);
    expect(read(project)).toBe(edited("mine"));
  });

  it("is not looked for in a repository that the project merely lies in", () => {
    write(project, notebook("1"));
    execFileSync("git", ["init"], { cwd: root, stdio: "ignore" });
    expect([...keptNotebooks(root).texts.keys()]).toEqual([name]);
  });
});

it("the stamp covers prose and code, not outputs and empty cells", () => {
  expect(firstState(notebook("1", { output: "x" }))).toEqual({ name, intact: true });
  expect(firstState(edited("2"))).toEqual({ name, intact: false });
  expect(firstState("{}")).toBeNull();
  expect(firstState(JSON.stringify({ cells: [], metadata: {} }))).toBeNull();
});

it("npm start opens on the notebook that comes first, which is the start", () => {
  const [first, second] = keptNotebooks(projectRoot).texts.keys();
  expect([first, second]).toEqual(["00-start.ipynb", "01-track-selection.ipynb"]);
});
