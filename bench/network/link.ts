/** Two addresses of this machine with a connection of a given speed between them: network namespaces. Linux, as root. */
import { execFileSync } from "child_process";
import { freeAddresses } from "../../lib/training";
import type { Program } from "../peer";

export interface Link {
  /** "host:port" at each of the two ends, that nobody listens at. */
  addresses(): Promise<string[]>;
  /** The program at one of the ends. */
  at(end: number, program: Program): Program;
  remove(): void;
}

const names = ["music-a", "music-b"] as const;
const hosts = ["10.213.7.1", "10.213.7.2"] as const;
/** Below those that connections are given: the namespaces have no other server. */
const FIRST_PORT = 7070;

const run = (...words: string[]): void => {
  execFileSync(words[0], words.slice(1), { stdio: ["ignore", "ignore", "pipe"] });
};

/** The network that a machine has with itself. */
export const loopback: Link = {
  addresses: () => freeAddresses(2),
  at: (_, program) => program,
  remove: () => {},
};

/**
 * @param rate as `tc` names it, each way: "1gbit"
 * @throws Error where the system has no namespaces, or this user may not make them
 */
export function makeLink(rate: string): Link {
  let port = FIRST_PORT;
  const link: Link = {
    addresses: async () => {
      port++;
      return hosts.map((host) => `${host}:${port}`);
    },
    at: (end, { command, args, env }) => ({
      command: "ip",
      args: ["netns", "exec", names[end], command, ...args],
      env,
    }),
    remove: () => {
      for (const name of names) run("ip", "netns", "delete", name);
    },
  };
  for (const name of names) run("ip", "netns", "add", name);
  try {
    run("ip", "link", "add", "end", "netns", names[0], "type", "veth", "peer", "name", "end", "netns", names[1]);
    for (const [end, name] of names.entries()) {
      const inside = (...words: string[]): void => run("ip", "netns", "exec", name, ...words);
      inside("ip", "link", "set", "lo", "up");
      inside("ip", "address", "add", `${hosts[end]}/24`, "dev", "end");
      inside("ip", "link", "set", "end", "up");
      inside("tc", "qdisc", "add", "dev", "end", "root", "tbf", "rate", rate, "burst", "512kb", "latency", "50ms");
    }
  } catch (error) {
    link.remove();
    throw error;
  }
  return link;
}
