// Packs xterm and its add-ons into one module for the browser. Usage: node pack-vendor.js OUTPUT-DIRECTORY
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../..", import.meta.url));
const output = argv[2] ?? join(root, "target/classes/static/vendor");
const target = join(output, "xterm.js");

/**
 * Replaces every match, and fails when there are not as many as the version we pinned has.
 * @param {string} text
 * @param {RegExp} pattern
 * @param {number} times
 * @param {string} replacement
 */
function replaceAll(text, pattern, times, replacement) {
  const found = text.match(pattern)?.length ?? 0;
  if (found !== times) {
    throw new Error(`xterm has ${found} places like ${pattern}, not ${times}: look at them again`);
  }
  return text.replace(pattern, replacement);
}

/**
 * xterm writes style elements and style attributes, which our content security policy refuses. The elements get the
 * page's nonce, the attribute becomes an assignment through the CSSOM, which the policy allows.
 * @type {import("esbuild").Plugin}
 */
const contentSecurityPolicy = {
  name: "content-security-policy",
  setup(bundle) {
    bundle.onLoad({ filter: /@xterm\/xterm\/lib\/xterm\.mjs$/ }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      contents = replaceAll(contents, /([\w.]+)\.createElement\("style"\)/g, 3, "__styleWithNonce($1)");
      contents = replaceAll(
        contents,
        /(\w+)\.setAttribute\("style",`\$\{\1\.getAttribute\("style"\)\|\|""\}\$\{(\w+)\};`\)/g,
        1,
        "($1.style.cssText+=$2+';')",
      );
      const helper =
        "function __styleWithNonce(d){const s=d.createElement('style');" +
        "s.nonce=d.querySelector('script[nonce]')?.nonce??'';return s}\n";
      return { contents: helper + contents, loader: "js" };
    });
  },
};

async function isFresh() {
  const inputs = [fileURLToPath(import.meta.url), join(root, "package-lock.json")];
  try {
    const made = (await stat(target)).mtimeMs;
    return (await Promise.all(inputs.map((input) => stat(input)))).every((input) => input.mtimeMs < made);
  } catch {
    return false;
  }
}

if (!(await isFresh())) {
  await mkdir(output, { recursive: true });
  await build({
    stdin: {
      contents: [
        'export { Terminal } from "@xterm/xterm";',
        'export { FitAddon } from "@xterm/addon-fit";',
        'export { Unicode11Addon } from "@xterm/addon-unicode11";',
        'export { WebLinksAddon } from "@xterm/addon-web-links";',
      ].join("\n"),
      resolveDir: root,
    },
    bundle: true,
    format: "esm",
    minify: true,
    target: "es2022",
    legalComments: "eof",
    outfile: target,
    plugins: [contentSecurityPolicy],
  });
  // Styles outside any layer would win over all of ours.
  const styles = await readFile(join(root, "node_modules/@xterm/xterm/css/xterm.css"), "utf8");
  await writeFile(join(output, "xterm.css"), `@layer vendor {\n${styles}}\n`);
}
