import * as fs from "fs";
import * as path from "path";
import * as ts from "typescript";
import { expect, it } from "vitest";
import { root } from "../kernel/kernelspec";

/** VS Code's own files may have comments. */
const settingsOf = (file: string) => ts.readConfigFile(path.join(root, file), (name) => fs.readFileSync(name, "utf8"));

it("VS Code offers the extensions that the devcontainer has", () => {
  const { config, error } = settingsOf(".vscode/extensions.json");
  const { extensions } = settingsOf(".devcontainer/devcontainer.json").config.customizations.vscode;
  expect(error).toBeUndefined();
  expect(config.recommendations).toEqual(extensions);
  expect(extensions).toEqual(["ms-toolsai.jupyter", "ms-python.python"]);
});

it("in VS Code imports are not grey in a cell for being used in the next ones", () => {
  const { config, error } = settingsOf(".vscode/settings.json");
  expect(error).toBeUndefined();
  expect(config["notebook.editorOptionsCustomizations"]).toEqual({ "editor.showUnused": false });
});
