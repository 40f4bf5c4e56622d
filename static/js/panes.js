// The pane beside the chat: its components, and what a running answer writes into it.
import { adopt, parse } from "./fragments.js";

const NEAR_PX = 60;
const AGAIN_MS = 500;
const AGAIN_AT_MOST_MS = 8000;
const waiting = [];
let frame = null;
let loading = null;

const components = {
  "about-chip": () => import("./components/about-chip.js"),
  "artifact-watch": () => import("./components/artifact-watch.js"),
  "data-grid": () => import("./components/data-grid.js"),
  "edit-steps": () => import("./components/edit-steps.js"),
  "menu-button": () => import("./components/menu-button.js"),
  "proposal-steps": () => import("./components/proposal-steps.js"),
  "split-pane": () => import("./components/split-pane.js"),
  "tab-list": () => import("./components/tab-list.js"),
};

const pane = () => document.getElementById("pane");

function place(region, html) {
  if (!region) return;
  region.replaceChildren(parse(html));
  adopt(region);
}

function placeCard(stream, data) {
  const cards = stream.article.querySelector("[data-cards]");
  const old = cards.querySelector(`[data-card="${data.ref}"]`);
  const card = parse(data.card);
  if (old) old.replaceWith(card);
  else cards.append(card);
  adopt(cards);
}

function opened(stream, data) {
  placeCard(stream, data);
  place(pane(), data.pane);
  if (pane()?.querySelector(".grid--growing")) components["data-grid"]().catch(() => {}); // ready when the table is
  document.dispatchEvent(new CustomEvent("pane-filled", { detail: { isOwnWish: false } }));
}

/** Rows may come faster than the page can lay them out: what came since the last frame is written at once. */
function grown(stream, data) {
  if (data.pane) place(pane(), data.pane);
  waiting.push(data);
  frame ??= requestAnimationFrame(() => {
    frame = null;
    write(stream, waiting.splice(0));
  });
}

function write(stream, deltas) {
  const { ref, status, open } = deltas.at(-1);
  const mark = stream.article.querySelector(`[data-card="${ref}"] [data-card-status]`);
  if (mark && stream.isConnected) mark.textContent = status;
  const growing = pane()?.querySelector(`[data-growing="${ref}"]`);
  if (!growing) return;
  growing.querySelector("[data-growing-status]").textContent = status;
  const follow = growing.querySelector("[data-follow]");
  const isAtEnd = follow.scrollHeight - follow.scrollTop - follow.clientHeight < NEAR_PX;
  growing.querySelector("[data-append]").append(parse(deltas.map(delta => delta.append).join("")));
  const tail = growing.querySelector("[data-open]");
  if (tail) tail.innerHTML = open;
  if (isAtEnd) follow.scrollTop = follow.scrollHeight;
}

/** What a model thought aloud, or wrote in circles, was no artifact. */
function takenBack(stream, { refs }) {
  waiting.length = 0;
  for (const ref of refs) stream.article.querySelector(`[data-card="${ref}"]`)?.remove();
  if (pane()?.querySelector("[data-growing]")) document.dispatchEvent(new CustomEvent("pane-emptied"));
}

function closed(stream, data) {
  placeCard(stream, data);
  show(data.pane_url);
}

/** Load the pane's new state, unless it is on its way or the pane stands on no page here; a lost network is waited for. */
async function show(url, delay = AGAIN_MS) {
  if (!pane() || !url || url === loading) return;
  loading = url;
  const isShown = await window.htmx.ajax("GET", url, { target: "#pane", swap: "innerHTML" }).then(
    () => true,
    () => false,
  );
  if (loading !== url) return;
  loading = null;
  if (!isShown) setTimeout(() => loading ?? show(url, Math.min(2 * delay, AGAIN_AT_MOST_MS)), delay);
}

document.addEventListener("stream-open", ({ detail: { source, stream } }) => {
  const steps = { artifact_opened: opened, artifact_delta: grown, artifact_closed: closed, taken_back: takenBack };
  for (const [name, step] of Object.entries(steps)) {
    source.addEventListener(name, event => step(stream, stream.take(event)));
  }
});

/** An answer that went on with an artifact did not write into the pane: what it added is loaded now. */
function catchUp(article) {
  const watch = pane()?.querySelector("artifact-watch");
  const cards = article.querySelectorAll(`[data-artifact="${watch?.dataset.id}"]`);
  const newest = Math.max(...Array.from(cards, card => Number(card.dataset.version)));
  if (newest > Number(watch?.dataset.version)) watch.catchUp?.();
}

/** When the answer is whole, what grew gives its place to what was kept of it. */
document.addEventListener("turn-ended", ({ detail: { article } }) => {
  const proposed = article.querySelector("[data-proposal] a[data-pane-url]");
  if (proposed && pane()) {
    show(proposed.dataset.paneUrl);
    document.dispatchEvent(new CustomEvent("pane-filled", { detail: { isOwnWish: false } }));
  }
  if (!pane()?.querySelector("[data-growing]")) return catchUp(article);
  const kept = [...article.querySelectorAll("a[data-pane-url]")].at(-1);
  if (kept) show(kept.dataset.paneUrl);
  else document.dispatchEvent(new CustomEvent("pane-emptied"));
});

/** The selection in the pane stays while its button is pressed. */
document.addEventListener("mousedown", event => event.target.closest("[data-ask]") && event.preventDefault());

document.addEventListener("click", async event => {
  const ask = event.target.closest("[data-ask]");
  if (!ask || !document.getElementById("about-template")) return;
  event.preventDefault();
  const { choose } = await import("./components/about-chip.js");
  choose(ask);
});

document.addEventListener("click", event => {
  const card = event.target.closest("a[data-pane-url]");
  if (!card || !pane() || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(card.dataset.paneUrl);
  document.dispatchEvent(new CustomEvent("pane-filled", { detail: { isOwnWish: true } }));
});

document.dispatchEvent(new CustomEvent("components-offered", { detail: components }));
