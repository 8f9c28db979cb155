/** @tonejs/midi: each file, and of it the track with the most notes that is not percussion. */
import { Midi } from "@tonejs/midi";
import * as fs from "fs";
import { serve, timed } from "./serve";

function melody(file: string): number | null {
  try {
    const tracks = new Midi(fs.readFileSync(file)).tracks.filter((track) => !track.instrument.percussion);
    return Math.max(...tracks.map((track) => track.notes.length)) || null;
  } catch {
    return null;
  }
}

void serve({
  async read({ files }: { files: string[] }) {
    const { seconds, result } = await timed(() => files.map(melody).filter((notes): notes is number => notes !== null));
    return {
      seconds,
      files: files.length,
      melodies: result.length,
      notes: result.reduce((sum, notes) => sum + notes, 0),
    };
  },
});
