/**
 * Reads a million (or the number given) damaged copies of the default songs: `npm run damage-midi -- [NUMBER]`. Fails where
 * one ends otherwise than in a melody or a known reason.
 */
import { songsUpTo, surveyDamage, type Survey } from "./damage-survey";

const LARGEST = 20_000; // bytes

const count = Number(process.argv[2] ?? 1_000_000);
if (!Number.isInteger(count) || count < 1) throw new Error("Give the number of files as a whole number of 1 or more.");
const began = performance.now();
let peak = 0;
const watch = ({ files }: Survey): void => {
  if (files % 1000 !== 0) return;
  peak = Math.max(peak, process.memoryUsage.rss());
  const left = ((performance.now() - began) / files) * (count - files);
  if (process.stderr.isTTY) process.stderr.write(`\r${files} of ${count}, ${Math.round(left / 1000)} s left  `);
};
const { files, read, notes, refused, wrong, slowest, slow } = surveyDamage(songsUpTo(LARGEST), count, watch);
const seconds = (performance.now() - began) / 1000;
console.log(`\n${files} damaged files in ${seconds.toFixed(0)} s, ${Math.round(files / seconds)} a second`);
console.log(`${read} were read, with ${notes} melody notes; refused were`);
for (const [reason, times] of [...refused].sort((a, b) => b[1] - a[1]))
  console.log(`${String(times).padStart(9)}  ${reason}`);
console.log(`${slow} took longer than a second; the slowest ${slowest.ms.toFixed(0)} ms: ${slowest.file}`);
console.log(`Memory of the process at most ${Math.round(peak / 1e6)} MB`);
console.log(`${wrong.length} ended otherwise${wrong.length > 0 ? ":" : "."}`);
for (const line of wrong.slice(0, 20)) console.log(`  ${line}`);
process.exitCode = wrong.length > 0 ? 1 : 0;
