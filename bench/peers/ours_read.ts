/** This project's reader of MIDI collections. */
import { readCorpus } from "../../lib/corpus";
import { serve, timed } from "./serve";

void serve({
  async read({ folder }: { folder: string }) {
    const { seconds, result } = await timed(() => readCorpus(folder, { cache: null }));
    return { seconds, files: result.files, melodies: result.melodies.length, notes: result.notes };
  },
});
