// Fails when a file of ours has more lines than its kind may have.
import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const limits = new Map([
  [".js", 250],
  [".css", 200],
  [".jte", 150],
]);

let failed = false;
for (const entry of readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })) {
  const limit = limits.get(extname(entry.name));
  if (entry.isFile() && limit !== undefined) {
    const path = join(entry.parentPath, entry.name);
    const lines = readFileSync(path, "utf8").split("\n").length - 1;
    if (lines > limit) {
      console.error(`${path}: ${lines} lines, at most ${limit} are allowed`);
      failed = true;
    }
  }
}
process.exitCode = failed ? 1 : 0;
