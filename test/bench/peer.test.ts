import { afterEach, describe, expect, it } from "vitest";
import { Peer } from "../../bench/peer";
import { cpuSeconds, peakMemory } from "../../bench/process-usage";

let peer: Peer;
afterEach(() => peer.stop());

const node = (code: string) => new Peer("test", { command: process.execPath, args: ["-e", code] });
const echo = `
  console.log("chatter");
  require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const request = JSON.parse(line);
    if (request.do === "end") { console.error("no more memory"); process.exit(3); }
    require("fs").writeSync(3, JSON.stringify(request.do === "fail" ? { error: "it failed" } : { echo: request.value }) + "\\n");
  });`;

describe("a measured program", () => {
  it("answers one request after the other, whatever it prints", async () => {
    peer = node(echo);
    expect(await peer.ask({ do: "echo", value: [1, 2] })).toEqual({ echo: [1, 2] });
    await expect(peer.ask({ do: "fail" })).rejects.toThrow("it failed");
    expect(await peer.ask({ do: "echo", value: "still there" })).toEqual({ echo: "still there" });
  });

  it("that ends is told with the last line it printed, now and later", async () => {
    peer = node(echo);
    await expect(peer.ask({ do: "end" })).rejects.toThrow("exit status 3: no more memory");
    await expect(peer.ask({ do: "echo" })).rejects.toThrow("no more memory");
  });

  it("that is not there is an error, not a crash", async () => {
    peer = new Peer("test", { command: "no-such-program", args: [] });
    await expect(peer.ask({ do: "echo" })).rejects.toThrow("ENOENT");
  });

  it("is asked one thing at a time", async () => {
    peer = node(echo);
    const first = peer.ask({ do: "echo", value: 1 });
    await expect(peer.ask({ do: "echo", value: 2 })).rejects.toThrow("busy");
    expect(await first).toEqual({ echo: 1 });
  });

  it("that hangs is ended", async () => {
    peer = node("process.stdin.resume()");
    await expect(peer.ask({ do: "echo" }, 0.2)).rejects.toThrow('no answer to "echo" within 0.2 s');
    await peer.stop();
    expect(() => process.kill(peer.pid, 0)).toThrow("ESRCH");
  });

  it("ends when its input does", async () => {
    peer = node(echo);
    await peer.ask({ do: "echo" });
    await peer.stop();
    expect(() => process.kill(peer.pid, 0)).toThrow("ESRCH");
  });
});

it("CPU time and peak memory are the process's own; unknown outside Linux", async () => {
  peer = node(`${echo}; const full = Buffer.alloc(2e8, 1); for (const end = Date.now() + 300; Date.now() < end;);`);
  await peer.ask({ do: "echo" });
  expect(cpuSeconds(-1)).toBeNull();
  if (process.platform !== "linux") {
    expect(peakMemory(peer.pid)).toBeNull();
    return;
  }
  expect(cpuSeconds(peer.pid)!).toBeGreaterThan(0.02);
  expect(peakMemory(peer.pid)!).toBeGreaterThan(2e8);
  expect(peakMemory(peer.pid)!).toBeLessThan(5e8);
});
