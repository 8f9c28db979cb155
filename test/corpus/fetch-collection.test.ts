import { afterEach, expect, it, vi } from "vitest";
import { fetchCollection } from "../../lib/corpus";

afterEach(() => vi.restoreAllMocks());

it("says in a line why a collection is not there, and gives nothing", async () => {
  const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
  expect(await fetchCollection("nowhere")).toBeNull();
  expect(said.mock.calls).toEqual([
    [expect.stringMatching(/^The collection "nowhere" is not here and cannot be fetched: There is no collection/)],
  ]);
});
