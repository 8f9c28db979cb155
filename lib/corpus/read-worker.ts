/** A thread that reads files of songs; `ReadThread` starts it and tells it which. */
import { parentPort, workerData } from "worker_threads";
import type { ThreadTask } from "./read-thread";
import { memoryOf, packSongs } from "./song-block";
import { SongReader } from "./song-reader";

const task = workerData as ThreadTask;
const reader = new SongReader(task.root, task);

parentPort?.on("message", (files: string[]) => {
  const block = packSongs(files.map((file) => reader.read(file)));
  parentPort!.postMessage(block, memoryOf(block));
});
