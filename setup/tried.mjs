// @ts-check
/** What was tried, how, and with what result: the table of environment.md, in which `npm run check-environment` finds one's machine. */

/**
 * A machine as the table tells machines apart: `system` as Node names platform and architecture ("linux x64"), `musl`
 * for a Linux without glibc; major versions of Node, minor ones of Python ("3.12").
 * @typedef {{ system: string, node: string, python: string }} Kind
 * @typedef {{ what: string, how: string, result: string, here?(kind: Kind): boolean }} Tried
 */

/** @type {readonly Tried[]} */
export const tried = [
  {
    what: "Linux, x86-64",
    how: "Debian 12, all tests, on every change",
    result: "works",
    here: ({ system }) => system === "linux x64",
  },
  {
    what: "Linux, ARM",
    how: "pip's own rules find each wheel; `native/` compiled and run in an emulator (`npm run check-native`)",
    result: "never run as a whole",
    here: ({ system }) => system === "linux arm64",
  },
  {
    what: "macOS, Apple silicon",
    how: "pip's own rules find each wheel; of the one for Python 3.13 the libraries' names; tfjs-node's sources compiled for it with its headers, by ziglang",
    result: "never run",
    here: ({ system }) => system === "darwin arm64",
  },
  { what: "macOS, Intel", how: "there is no TensorFlow for it", result: "one line says so, first of all" },
  { what: "Windows", how: "there is no set-up for it", result: "one line names WSL2, which was not tried itself" },
  { what: "Linux with musl (Alpine)", how: "there is no TensorFlow for it", result: "one line says so" },
  {
    what: "Node 20",
    how: "20.20, all tests, on every change",
    result: "works",
    here: ({ node }) => node === "20",
  },
  {
    what: "Node 22",
    how: "22.23 with Python 3.10: set-up, notebook 1, the tests of set-up and kernel (173)",
    result: "works",
    here: ({ node }) => node === "22",
  },
  {
    what: "Node 24",
    how: "24.21: set-up from nothing and notebook 1, in CI; with Python 3.14 the tests of set-up and kernel as well",
    result: "works",
    here: ({ node }) => node === "24",
  },
  {
    what: "Python 3.10",
    how: "with Node 22, as above",
    result: "works",
    here: ({ python }) => python === "3.10",
  },
  {
    what: "Python 3.11",
    how: "all tests, on every change",
    result: "works",
    here: ({ python }) => python === "3.11",
  },
  {
    what: "Python 3.12",
    how: "each package has a wheel (`uv pip install --dry-run`, Linux on both processors, macOS)",
    result: "not run",
    here: ({ python }) => python === "3.12",
  },
  {
    what: "Python 3.13",
    how: "with Node 24 in CI (`npm run check-versions`)",
    result: "works",
    here: ({ python }) => python === "3.13",
  },
  {
    what: "Python 3.14",
    how: "Debian testing with Node 24, no compiler, no git: set-up, notebook 1, the tests of set-up and kernel",
    result: "works; no Keras, so the tests and rows of the bench that compare with it do not",
    here: ({ python }) => python === "3.14",
  },
  {
    what: "Python 3.15, PyPy, free-threaded",
    how: "not all packages have wheels (3.15: PyYAML)",
    result: "one line asks for another",
  },
  {
    what: "No C++ compiler",
    how: "on Debian testing, as above; on Debian 12 a PATH without one, training on several workers",
    result: "works; ziglang compiles",
  },
  {
    what: "No git",
    how: "on Debian testing, as above",
    result: "works; 9 of the tests are about git and need it",
  },
  {
    what: 'A folder called `Zoë\'s "müzik" проект`',
    how: "on Debian testing, as above; set up anew in one called `Ünï \"q' folder`, without a compiler",
    result: "works; but pip's programs in `.venv/bin` do not start there: say `python -m jupyterlab`",
  },
  {
    what: "A home that cannot be written to, or none",
    how: "started and checked on Debian testing; the choice of caches by tests",
    result: "works; npm's and Zig's caches go to a temporary folder",
  },
  {
    what: "A project's folder that cannot be written to",
    how: "another user's on Debian testing; read-only by a test",
    result: "one line says so; `npm run reproduce -- --out DIR` works where it was set up before",
  },
  {
    what: "A proxy",
    how: "a package each by npm and pip through a proxy of ours; set-up through one that is not there",
    result: "both go through `HTTPS_PROXY`; where it does not answer, one line after 80 seconds",
  },
  {
    what: "A slow or crowded machine",
    how: "all of this page at a load of 20 on 2 cores",
    result: "works; set-up took 6 to 10 minutes in place of 1 to 2",
  },
  {
    what: "GitHub",
    how: "the committed notebooks through nbconvert's choice of types and GitHub's list of elements, by a test",
    result: "plots, drawings and tables are shown; sound is not, and says where it plays",
  },
  {
    what: "nbviewer",
    how: "it is nbconvert without such a list",
    result: "not tried itself; the exported pages, which are nbconvert's too, play sound",
  },
  {
    what: "VS Code",
    how: "1.139 (code-server of npm) in Chromium, with its extensions Jupyter, Python and renderers built from their sources; by hand: notebook 1, cells of notebook 2, type errors, endless loops",
    result:
      "kernel found in `.venv` and on a running server; plots, drawings, sound, tables and stop work; no errors marked in cells; widgets are drawings; its desktop application was not tried",
  },
  {
    what: "Docker",
    how: "the Dockerfile built and started by Docker 20.10; its base image, not to be had here, put together of Debian 13, Node 24 and npm under the same name; on the host's network",
    result: "works: 200 with the token, nothing without; Python 3.13; 3.5 GB. `-p` and the base image itself untried",
  },
  {
    what: "devcontainer",
    how: "built, started and set up by `devcontainer up` of @devcontainers/cli 0.88 with Docker as above; `npm start` in it",
    result: "works, as a plain user; user ids other than 1000 and VS Code inside were not tried",
  },
  {
    what: "Binder",
    how: "the same image, started by the command of BinderHub (`jupyter-lab` on the PATH, with a base address and a token); notebook 1 executed in it",
    result: "works; repo2docker itself, which needs BuildKit, was not tried",
  },
];

/**
 * The rows that are about a machine.
 * @param {Kind} kind
 * @returns {Tried[]}
 */
export function triedHere(kind) {
  return tried.filter(({ here }) => here?.(kind) ?? false);
}

/** The table in Markdown. */
export function triedTable() {
  const rows = tried.map(({ what, how, result }) => `| ${what} | ${how} | ${result} |`);
  return ["| what | how it was tried | result |", "| --- | --- | --- |", ...rows].join("\n");
}
