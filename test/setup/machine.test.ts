import { execFileSync } from "child_process";
import { expect, it } from "vitest";
import { sharedFlags, tensorflowLibraries } from "../../setup/addon-build.mjs";
import { flagsFor } from "../../setup/compiler.mjs";
import { compileForThisMachine } from "../../setup/instruction-sets.mjs";
import { wheelPackage, whyNotHere } from "../../setup/machine.mjs";
import { fits, hasTensorflow, lentVersion } from "../../setup/python.mjs";

const machine = (platform: string, arch: string, musl = false, node = "22.12.0") => ({ platform, arch, musl, node });

it.each([
  [machine("linux", "x64")],
  [machine("linux", "arm64")],
  [machine("darwin", "arm64")],
  [machine("linux", "x64", false, "20.19.0")],
  [machine("linux", "x64", false, "24.0.0")],
])("%o will do", (good) => expect(whyNotHere(good)).toBeNull());

it.each([
  [machine("darwin", "x64"), /^There is no TensorFlow for Intel Macs.*\(On Apple silicon: this Node is one for Intel/],
  [machine("win32", "x64"), /WSL2/],
  [machine("win32", "arm64"), /WSL2/],
  [machine("linux", "riscv64"), /^There is no TensorFlow for linux on riscv64: use Linux \(x64, arm64\), macOS/],
  [machine("freebsd", "x64"), /^There is no TensorFlow for freebsd on x64/],
  [machine("linux", "x64", true), /musl, as Alpine: use one with glibc/],
  [machine("linux", "x64", false, "18.20.0"), /^Node 18\.20\.0 is too old: install Node 20\.19, 22\.12 or newer/],
])("%o is answered in one line that says what to do", (other, line) => {
  expect(whyNotHere(other)).toMatch(line);
  expect(whyNotHere(other)).not.toContain("\n");
});

/** The wheels of TensorFlow 2.21.0 on PyPI. */
const wheels = ["cp310", "cp311", "cp312", "cp313"].flatMap((python) => [
  `tensorflow_cpu-2.21.0-${python}-${python}-manylinux_2_27_x86_64.whl`,
  ...["manylinux_2_27_aarch64", "manylinux_2_27_x86_64", "macosx_12_0_arm64", "win_amd64"].map(
    (platform) => `tensorflow-2.21.0-${python}-${python}-${platform}.whl`,
  ),
]);

/** What pip makes of it. */
function pip(machines: { platform: string; arch: string; python: string; wheelFor: string }[]) {
  const input = JSON.stringify({ machines, wheels });
  const text = execFileSync(".venv/bin/python", ["test/setup/wheel_choice.py"], { input, encoding: "utf8" });
  return JSON.parse(text) as { required: string[]; wheels: string[] }[];
}

it("which wheel is taken: for each machine and Python, as pip itself chooses", () => {
  const systems = ["linux x64", "linux arm64", "darwin arm64"].map((system) => system.split(" "));
  const machines = ["3.10", "3.11", "3.12", "3.13", "3.14"].flatMap((python) =>
    systems.map(([platform, arch]) => {
      const wheelFor = hasTensorflow({ version: python }) ? python : lentVersion;
      return { platform, arch, python, wheelFor };
    }),
  );
  pip(machines).forEach(({ required, wheels }, i) => {
    const { platform, arch, python } = machines[i];
    const name = wheelPackage(machines[i]);
    expect(fits({ version: python })).toBe(true);
    // requirements.txt asks for TensorFlow and Keras where there is a wheel, and nowhere else.
    expect(required, `${platform} ${arch} ${python}`).toEqual(python === "3.14" ? [] : ["keras", name]);
    expect(wheels.filter((wheel) => wheel.startsWith(`${name?.replace("-", "_")}-2`))).toHaveLength(1);
  });
});

it("there is no wheel where we say so", () => {
  const others = ["darwin x64", "win32 arm64"].map((system) => system.split(" "));
  for (const [platform, arch] of others) expect(wheelPackage({ platform, arch })).toBeNull();
  const [mac] = pip([{ platform: "darwin", arch: "x64", python: "3.13", wheelFor: "3.13" }]);
  expect(mac.wheels).toEqual([]);
  const [next] = pip([{ platform: "linux", arch: "x64", python: "3.14", wheelFor: "3.14" }]);
  expect(next.wheels).toEqual([]);
});

it.each(["2.7", "3.9", "3.15", "3.11 (pypy)", "3.14 (free-threaded)"])("Python %s does not fit", (version) => {
  expect(fits({ version })).toBe(false);
});

it("the libraries of the wheel are found on Linux and on macOS", () => {
  const linux = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "libtensorflow_cc.so.2-2.params", "python"];
  expect(tensorflowLibraries(linux)).toEqual(linux.slice(0, 2));
  const mac = [
    "libtensorflow_cc.2.dylib",
    "libtensorflow_framework.2.dylib",
    "libtensorflow_cc.2.21.0.dylib",
    "include",
  ];
  expect(tensorflowLibraries(mac)).toEqual(mac.slice(0, 2));
});

it("Node's own functions are left open on macOS, where the linker would ask for them", () => {
  expect(sharedFlags({ platform: "darwin" })).toEqual(["-shared", "-undefined", "dynamic_lookup"]);
  expect(sharedFlags({ platform: "linux" })).toEqual(["-shared", "-pthread"]);
});

it("the compiler is told of the machine in the words of its system, and of ziglang", () => {
  const flags = (platform: string, arch: string) => compileForThisMachine({ platform, arch });
  expect(flags("linux", "x64")).toEqual(["-march=native"]);
  expect(flags("linux", "arm64")).toEqual(["-mcpu=native"]);
  expect(flags("darwin", "arm64")).toEqual([]);
  const zig = { program: "", args: [], name: "ziglang" };
  expect(flagsFor(zig, ["-march=skylake-avx512", ...flags("linux", "arm64")])).toEqual([
    "-march=skylake_avx512",
    "-mcpu=native",
  ]);
});
