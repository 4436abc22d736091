// @ts-check
/**
 * What the page knows of the engine, and how messages change it. Nothing here touches the page.
 *
 * @typedef {{chain: string, diff: string, size: number, instruction: string}} Layer
 * @typedef {{id: string, references: string[], size: number, layers: Layer[]}} Image
 * @typedef {{id: string, name: string, image: string, imageName: string, state: string, health: string | null, exitCode: number | null,
 *   command: string, ports: Port[], shares?: string | null, joins?: string[], endpoints?: Endpoint[]}} Container
 * @typedef {{address?: string, host: number, container: string}} Port
 * @typedef {{network: string, device: string, hostDevice: string, address: string, prefix: number, ipv6?: string | null, mac: string, names: string[]}} Endpoint
 * @typedef {{id: string, name: string, driver: string, subnet: string, gateway: string, ipv6?: string | null, device: string, mode: string | null,
 *   closed: boolean, carrier: Carrier | null}} Network
 * @typedef {{vni: number, device: string, peers: {host: number, address: string}[]}} Carrier
 * @typedef {{kind: string, action: string, id: string, attributes: Record<string, string>, time: string}} EngineEvent
 * @typedef {{id: string, status: "waiting" | "open" | "done" | "skipped", reason: string | null, wrong?: string | null,
 *   hint?: string | null}} Step
 * @typedef {{number: number, text: string, status: "running" | "cached" | "done" | "failed", reason: string | null, detail: string,
 *   size: number}} Rung
 * @typedef {{id: string, status: "running" | "done" | "failed" | "cancelled", tags: string[], error: string, steps: Rung[]}} Build
 * @typedef {{type: "engine", images: Image[], containers: Container[], networks?: Network[],
 *   build: Build | null} | {type: "events", events: EngineEvent[]}
 *   | {type: "progress", steps: Step[], captured?: string, drawn?: string} | {type: "preview", address: string | null} | {type: "lifecycle", transitions: import("./lifecycle.js").Transition[]}
 *   | import("../views/quizzes.js").QuizMessage} LiveMessage
 *
 * @typedef {object} Model
 * @property {boolean} known whether the engine has been heard of yet
 * @property {Image[]} images
 * @property {Container[]} containers newest first
 * @property {Network[]} networks oldest first
 * @property {Build | null} build the latest one
 * @property {string | null} preview address of published ports, with PORT in place of the number
 * @property {Step[]} steps
 * @property {string | null} captured what the texts of the lesson should have in them; null before it is known
 * @property {string | null} drawn what the variables of the lesson stand for; null before it is known
 * @property {import("./lifecycle.js").Transition[]} transitions
 * @property {import("./lifecycle.js").Move[]} moves what containers went through with the last events, oldest first
 */

import { movesOf } from "./lifecycle.js";

/** @type {Readonly<Model>} */
export const EMPTY = Object.freeze({
  known: false,
  images: [],
  containers: [],
  networks: [],
  build: null,
  preview: null,
  steps: [],
  captured: null,
  drawn: null,
  transitions: [],
  moves: [],
});

/**
 * @param {Readonly<Model>} model
 * @param {LiveMessage} message
 * @returns {Readonly<Model>}
 */
export function apply(model, message) {
  switch (message.type) {
    case "engine":
      return {
        ...model,
        known: true,
        images: message.images,
        containers: message.containers,
        networks: message.networks ?? [],
        build: message.build ?? null,
      };
    case "events":
      return { ...model, moves: movesOf(message.events) };
    case "preview":
      return { ...model, preview: message.address ?? null };
    case "progress":
      return { ...model, steps: message.steps, captured: message.captured ?? null, drawn: message.drawn ?? null };
    case "lifecycle":
      return { ...model, transitions: message.transitions };
    default:
      return model;
  }
}
