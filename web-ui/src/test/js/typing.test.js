// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, hasCome, turnsOf } from "../../main/resources/static/js/model/typing.js";

test("a line ends with Enter, and keys are pressed with Ctrl", () => {
  assert.equal(bytesOf("docker ps"), "docker ps\r");
  assert.equal(bytesOf("^P^Q"), "\x10\x11");
  assert.equal(bytesOf("^C"), "\x03");
  assert.equal(bytesOf("echo ^C"), "echo ^C\r");
});

test("after each line something else is waited for", () => {
  const commands = ["docker run -it busybox", "^P^Q", "cat > f << EOF\none\nEOF", "docker ps"];
  assert.deepEqual(turnsOf(commands.map((command) => ({ host: 2, terminal: "1", command }))), [
    {
      host: 2,
      terminal: "1",
      goesOn: false,
      lines: [
        { send: "docker run -it busybox\r", answer: "output" },
        { send: "\x10\x11", answer: "return" },
        { send: "cat > f << EOF\r", answer: "continuation" },
        { send: "one\r", answer: "continuation" },
        { send: "EOF\r", answer: "prompt" },
        { send: "docker ps\r", answer: "prompt" },
      ],
    },
  ]);
});

test("a command goes on in its terminal until keys are pressed there", () => {
  const turns = turnsOf([
    { host: 1, terminal: "logs", command: "docker logs -f web" },
    { host: 1, terminal: "1", command: "docker stop web" },
    { host: 2, terminal: "1", command: "docker ps" },
    { host: 1, terminal: "logs", command: "^C" },
    { host: 1, terminal: "logs", command: "docker rm web" },
  ]);
  assert.deepEqual(
    turns.map(({ host, terminal, goesOn }) => [host, terminal, goesOn]),
    [
      [1, "logs", false],
      [1, "1", false],
      [2, "1", false],
      [1, "logs", true],
    ],
  );
  assert.deepEqual(
    turns.map(({ lines }) => lines.map(({ answer }) => answer)),
    [["output"], ["prompt"], ["prompt"], ["return", "prompt"]],
  );
});

test("the prompt from before the line was typed is not the one after it", () => {
  assert.equal(hasCome("prompt", "root@lab:~# ", 0, ""), false);
  assert.equal(hasCome("prompt", "root@lab:~# ", 1, ""), true);
  assert.equal(hasCome("prompt", "root@lab:~# ls", 1, ""), false);
  assert.equal(hasCome("prompt", "still writing", 3, ""), false);
});

test("after keys the prompt may stand behind their echo", () => {
  assert.equal(hasCome("return", "", 0, ""), false);
  assert.equal(hasCome("return", "^C", 0, ""), false);
  assert.equal(hasCome("return", "^Croot@lab:~# ", 0, ""), true);
  assert.equal(hasCome("return", "/ # ", 0, "/ # "), false);
  assert.equal(hasCome("return", "root@lab:~# ", 1, "/ # "), true);
  assert.equal(hasCome("return", "/ # ", 1, "/ # "), true);
});

test("output is a line, or the beginning of one", () => {
  assert.equal(hasCome("output", "root@lab:~# docker run", 0, ""), false);
  assert.equal(hasCome("output", "", 1, ""), false);
  assert.equal(hasCome("output", "/ # ", 1, ""), true);
  assert.equal(hasCome("output", "", 2, ""), true);
  assert.equal(hasCome("continuation", "> ", 1, ""), true);
});
