import { spawn } from "child_process";
import * as fs from "fs";
import * as path from "path";
import { afterEach, expect, it } from "vitest";
import { jupyterEnvironment } from "../../setup/jupyter.mjs";
import { python, Workplace } from "./run";

let place: Workplace;
afterEach(() => place.remove());

/** Clears the screen, sets the window's title, turns the words around it. */
const hostile = "\x1b[2J\x1b]0;owned\x07\u202egnp.\x9b31m";
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/;

it("names of other people's reach the terminal as text: in titles, errors, traces and output folders", async () => {
  const fail = `throw new Error(${JSON.stringify(`${hostile}: no MIDI file in it`)});`;
  place = new Workplace({ "01-bad.ipynb": [{ markdown: `# Title ${hostile}` }, { code: "1" }, { code: fail }] });
  const midi = path.join(place.folder, hostile);
  const run = place.start({ OUT_DIR: path.join(place.folder, `out ${hostile}`), MIDI_DIR: midi });
  expect(await run.ended).toBe(1);
  expect(run.stdout).not.toMatch(controls);
  expect(run.stderr).not.toMatch(controls);
  const shown = "\\x1b[2J\\x1b]0;owned\\x07\\u202egnp.\\x9b31m";
  expect(run.stdout).toContain(`Title ${shown}`);
  expect(run.stderr).toContain(`failed: Error: ${shown}: no MIDI file in it\n`);
  expect(run.stderr).toContain(`out ${shown}/01-bad.ipynb\n`);
  const page = fs.readFileSync(path.join(place.folder, `out ${hostile}`, "01-bad.html"), "utf8");
  expect(page).toContain(`Preset quick · ${shown} · `);
});

it("what a dying kernel wrote is text too", async () => {
  const die = `require("fs").writeSync(2, ${JSON.stringify(hostile)}); process.kill(process.pid, "SIGKILL");`;
  place = new Workplace({ "01-dead.ipynb": [{ code: die }] });
  const run = place.start();
  expect(await run.ended).toBe(1);
  expect(run.stderr).not.toMatch(controls);
  expect(run.stderr).toContain("\\x1b]0;owned\\x07");
});

it("a second run into a folder that one is writing to is told so, and disturbs nothing", async () => {
  const work = `require("fs").writeFileSync(process.env.OUT_DIR + "/working", "");
while (!require("fs").existsSync(process.env.OUT_DIR + "/go")) await new Promise((resolve) => setTimeout(resolve, 50));
console.log("done");`;
  place = new Workplace({ "01-long.ipynb": [{ code: work }] });
  const first = place.start();
  const working = path.join(place.out, "working");
  while (!fs.existsSync(working) && first.child.exitCode === null) await new Promise((done) => setTimeout(done, 100));
  const second = place.start();
  expect(await second.ended).toBe(1);
  expect(second.stdout).toBe("");
  expect(second.stderr).toMatch(
    new RegExp(`^.*/out is being written by another run \\(process ${first.child.pid} on .+\\): wait for it, or .*\n$`),
  );
  fs.writeFileSync(path.join(place.out, "go"), "");
  expect(await first.ended).toBe(0);
  expect(place.read("01-long.ipynb")).toContain("done");
  // The lock is the system's: it is gone with the process, and the next run goes ahead.
  expect(await place.start().ended).toBe(0);
});

it("a run that cannot write leaves the earlier results whole, and says so in one line", async () => {
  place = new Workplace({ "01-one.ipynb": [{ code: "console.log('earlier')" }] });
  expect(await place.start().ended).toBe(0);
  const before = place.read("01-one.ipynb");
  const long = "console.log('x'.repeat(6_000_000))";
  const source = path.join(place.notebooks, "01-one.ipynb");
  fs.writeFileSync(source, fs.readFileSync(source, "utf8").replace("console.log('earlier')", long));
  // A limit on the size of a file (in KiB) is the full disk that one can have without being root.
  const child = spawn(
    "bash",
    ["-c", 'ulimit -f 5500; exec "$@"', "-", python, "reproduce/main.py", place.notebooks, "again"],
    {
      env: { ...jupyterEnvironment(process.cwd()), OUT_DIR: place.out, PRESET: "quick" },
    },
  );
  let stderr = "";
  child.stderr.on("data", (data) => (stderr += data));
  expect(await new Promise((resolve) => child.on("close", resolve))).toBe(1);
  expect(stderr).toBe(`${place.out} cannot be written: File too large\n`);
  expect(place.read("01-one.ipynb")).toBe(before);
  expect(place.files().filter((name) => name.startsWith("."))).toEqual([]);
});

it("a disk that is full when a cell writes is named after the cell's error, with the command to go on", async () => {
  const write = "require('fs').writeFileSync('/dev/full', 'x')";
  place = new Workplace({ "01-full.ipynb": [{ code: write }] });
  const run = place.start();
  expect(await run.ended).toBe(1);
  expect(run.stderr).toMatch(/\nThe disk is full: free some space, then go on with: npm run reproduce -- --go on\n$/);
});
