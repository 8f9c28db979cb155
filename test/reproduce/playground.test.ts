/** The playground that `npm run reproduce` leaves. */
import { execFileSync, spawnSync } from "child_process";
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCorpus } from "../../lib/corpus";
import { makeDataset } from "../../lib/dataset";
import { diaryFor, whenDue } from "../../lib/experiment";
import { PlayModel } from "../../lib/play";
import { presets } from "../../lib/preset";
import { train } from "../../lib/training";
import { playgroundPage } from "../../reproduce/playground-page";
import { bundle, playgroundScript } from "../../setup/widgets.mjs";
import { writeCollection } from "../notebooks/collections";
import { python } from "./run";

const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "playground "));
const [midi, out] = [path.join(scratch, "midi"), path.join(scratch, "out")];
const page = path.join(out, "playground.html");
afterAll(() => fs.rmSync(scratch, { recursive: true }));

/** Runs a function of main.py or pages.py on the results. */
function inPython(code: string, env: Record<string, string> = {}): string {
  const program = `import sys; from pathlib import Path; sys.path.insert(0, "reproduce"); out = Path(sys.argv[1]); ${code}`;
  const { stdout, stderr } = spawnSync(python, ["-c", program, out], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return stdout + stderr;
}

const makePlayground = (env = {}): string =>
  inPython("import main; print(main.make_playground(out))", { MIDI_DIR: midi, OUT_DIR: out, PRESET: "quick", ...env });

beforeAll(async () => {
  fs.mkdirSync(out);
  writeCollection(midi, { count: 4, length: 60, velocities: [80, 100] });
  const script = playgroundScript(path.resolve());
  if (!fs.existsSync(script)) {
    fs.mkdirSync(path.dirname(script), { recursive: true });
    fs.writeFileSync(script, (await bundle(path.resolve(), "widgets/playground/main.ts")).code);
  }
});

describe("make_playground", () => {
  it("makes none where nothing was trained", () => {
    expect(makePlayground()).toBe("True\n");
    expect(fs.readdirSync(out)).toEqual([]);
    inPython("import pages; pages.write_index([], out)");
    expect(fs.readFileSync(path.join(out, "index.html"), "utf8")).not.toContain("playground");
  });

  it("leaves one page that holds the trained model, linked first on the index page", async () => {
    const dataset = makeDataset((await readCorpus(midi)).melodies, presets.quick);
    const run = await train({ dataset, folder: out, onEpoch: whenDue(diaryFor(dataset, out), 2) });
    run.dispose();
    expect(makePlayground()).toBe("True\n");
    const html = fs.readFileSync(page, "utf8");
    const [, data] = /<script type="application\/octet-stream" id="model">([^<]+)<\/script>/.exec(html)!;
    const play = PlayModel.from(Buffer.from(data, "base64"));
    expect(play.fingerprint).toBe(PlayModel.from(fs.readFileSync(path.join(out, "play.model"))).fingerprint);
    expect(play.lastEpoch).toBe(presets.quick.epochs);
    expect(play.snapshots[0].epoch).toBe(1);
    inPython("import pages; pages.write_index([], out)");
    const index = fs.readFileSync(path.join(out, "index.html"), "utf8");
    expect(/<a href="([^"]+)"/.exec(index)?.[1]).toBe("playground.html");
  });

  it("says in a line what is wrong, and leaves the page as it was", () => {
    const before = fs.readFileSync(page, "utf8");
    const said = makePlayground({ PRESET: "standard" });
    expect(said).toContain("The playground could not be made: ");
    expect(said).toContain("holds a training of something else");
    expect(said.trim().split("\n")).toHaveLength(2);
    expect(fs.readFileSync(page, "utf8")).toBe(before);
  });
});

it("npm run playground takes the shipped model where nothing is trained", () => {
  const tsx = path.resolve("node_modules", "tsx", "dist", "cli.mjs");
  const small = path.resolve("results", "small", "playground.html");
  const env = { ...process.env, OUT_DIR: path.join(scratch, "none"), PRESET: "quick" };
  const said = execFileSync(process.execPath, [tsx, "reproduce/playground.ts", "--or-small"], {
    encoding: "utf8",
    env,
  });
  expect(said.trim().split("\n").at(-1)).toBe(`Open ${small}`);
  const [, data] = /id="model">([^<]+)</.exec(fs.readFileSync(small, "utf8"))!;
  expect(Buffer.from(data, "base64").equals(fs.readFileSync("data/small.model"))).toBe(true);
  expect(fs.existsSync(path.join(scratch, "none"))).toBe(false);
});

describe("the page", () => {
  const html = playgroundPage(Uint8Array.of(1, 2, 3), 'const a = "</script><!-- x";');

  it("forbids all scripts but its own, and every connection", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)![1];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    const code = /<script>([\s\S]*)<\/script>\s*<\/body>/.exec(html)![1];
    const hash = execFileSync("openssl", ["dgst", "-sha256", "-binary"], { input: code }).toString("base64");
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
  });

  it("is ended by nothing in the script, and has no handler in an attribute", () => {
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).not.toMatch(/<[^>]+\son\w+=/);
    expect(html).not.toContain("<!--");
  });
});
