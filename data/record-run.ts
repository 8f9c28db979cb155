/**
 * Writes the figures of a training run into a small file that can be committed; notebook 07 shows it. It may be used
 * while the run goes on.
 *
 *     npx tsx data/record-run.ts results/article data/article-run.json
 */
import { recordOf, writeRecord } from "../lib/experiment";

const [folder, file] = process.argv.slice(2);
if (!folder || !file) {
  console.error("Say which run and which file: npx tsx data/record-run.ts results/article data/article-run.json");
  process.exitCode = 2;
} else {
  recordOf(folder).then(
    (record) => {
      writeRecord(file, record);
      console.log(`${file}: ${record.epochs} epochs, ${record.diary.length} diary entries.`);
    },
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
