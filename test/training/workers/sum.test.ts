import { expect, it } from "vitest";
import { freeAddresses } from "../../../lib/training";
import { startProgram } from "./start";

it("a sum leaves no thread behind: a long training makes very many sums", async () => {
  const addresses = await freeAddresses(2);
  const workers = addresses.map((_, rank) => startProgram<{ newThreads: number }>(addresses, rank, ["sum-child.ts"]));
  for (const { result } of await Promise.all(workers.map(({ ended }) => ended))) {
    expect(result!.newThreads).toBeLessThan(20);
  }
}, 120_000);

it("who leaves is not taken for dead by those that have come to their end as well", async () => {
  const addresses = await freeAddresses(2);
  const [first, second] = addresses.map((_, rank) =>
    startProgram<{ left: boolean }>(addresses, rank, ["leave-child.ts"]),
  );
  const [{ result, errors }, { signal }] = await Promise.all([first.ended, second.ended]);
  expect({ result, errors: errors.trim(), signal }).toEqual({ result: { left: true }, errors: "", signal: "SIGKILL" });
}, 120_000);

it("a sum to which others do not come, though they answer, ends when its time is over", async () => {
  const addresses = await freeAddresses(2);
  const [first, second] = addresses.map((_, rank) =>
    startProgram<{ error: string }>(addresses, rank, ["late-child.ts"]),
  );
  const { result } = await first.ended;
  second.process.kill("SIGKILL");
  expect(result!.error).toMatch(/^The workers do not fit together .*: .*Others have not come in time/);
}, 120_000);
