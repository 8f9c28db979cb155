import { expect, it } from "vitest";
import { bucketFor } from "../../../lib/training/workers/group";

it("what travels together is more where all workers are on one machine", () => {
  expect(bucketFor(["hostA:7070", "hostB:7070"])).toBe(2 ** 18);
  expect(bucketFor(["hostA:7070", "hostA:7071", "hostB:7070"])).toBe(2 ** 18);
  expect(bucketFor(["127.0.0.1:7070", "127.0.0.1:7071"])).toBe(2 ** 20);
  expect(bucketFor(["[::1]:7070", "[::1]:7071"])).toBe(2 ** 20);
});
