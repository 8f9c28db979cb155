/** The measured programs do what is asked of them: a tiny model, no timing. */
import * as fs from "fs";
import * as os from "os";
import * as path from "path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelPrograms } from "../../bench/catalogue";
import { Peer } from "../../bench/peer";
import { syntheticWindows, type Workload, writeWorkload } from "../../bench/workload";

const shape = { vocabulary: 12, timesteps: 6, batch: 4 };
const workload: Workload = {
  ...shape,
  units: [32, 32],
  dropout: 0,
  learningRate: 1e-2,
  precision: "float32",
  seed: 1,
  windows: syntheticWindows({ ...shape, count: 8, seed: 1 }),
};

let folder: string;
let file: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "programs-"));
  file = writeWorkload(folder, "tiny", workload);
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

describe.each(modelPrograms.filter(({ key }) => ["ours", "keras", "tfjs"].includes(key)))(
  "$title",
  ({ title, program }) => {
    let peer: Peer;
    beforeAll(() => (peer = new Peer(title, program)));
    afterAll(() => peer.stop());

    it("trains: its loss starts at that of a guess and falls; generates as much as asked, for all the songs", async () => {
      expect((await peer.ask<{ versions: string }>({ do: "prepare", workload: file })).versions).toMatch(/\d/);
      const losses: number[] = [];
      for (let i = 0; i < 6; i++) {
        const reply = await peer.ask<{ seconds: number; losses: number[] }>({ do: "train", steps: 4 });
        expect(reply.seconds).toBeGreaterThan(0);
        losses.push(...reply.losses);
      }
      expect(Math.abs(losses[0] - Math.log(shape.vocabulary))).toBeLessThan(0.4);
      expect(losses[losses.length - 1]).toBeLessThan(losses[0] - 0.3);
      const { notes } = await peer.ask<{ notes: number[] }>({ do: "generate", songs: 3, length: 7 });
      expect(notes).toEqual([7, 7, 7]);
      await expect(peer.ask({ do: "sing" })).rejects.toThrow("sing");
    });
  },
);
