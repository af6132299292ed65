
// Shows the grammar of a sentence under the pointer or the focus: its words, the arcs of the dependency tree, and what
// is known of the word that is meant.
const panel = document.getElementById("parse");
const word = (i) => panel && document.querySelector(`.w[data-w="${i}"][data-s]`);
let shownWord = null;
let timer = 0;
function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
// The parts of a word that is cut by a mark, together.
function formOf(i) {
  return [...document.querySelectorAll(`.w[data-w="${i}"]`)].map((part) => part.textContent).join("");
}
const SVG = "http://www.w3.org/2000/svg";
function draw(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}
// Arcs over shorter arcs: the height of each.
function heights(arcs) {
  const inner = (a, b) => Math.min(a.from, a.to) >= Math.min(b.from, b.to) && Math.max(a.from, a.to) <= Math.max(b.from, b.to);
  const sorted = [...arcs].sort((a, b) => Math.abs(a.from - a.to) - Math.abs(b.from - b.to));
  for (const [n, arc] of sorted.entries()) {
    arc.level = 1 + Math.max(0, ...sorted.slice(0, n).filter((other) => inner(other, arc)).map((other) => other.level));
  }
  return Math.max(1, ...arcs.map((arc) => arc.level));
}
function columnsOf(words, meant) {
  const columns = make("div", "words");
  for (const element of words) {
    const column = make("div", element === meant ? "meant" : "");
    column.append(make("b", "", formOf(element.dataset.w)), make("small", "", element.dataset.upos));
    column.addEventListener("mouseenter", () => mark(element));
    columns.append(column);
  }
  return columns;
}
function arcsOf(words, columns, meant) {
  const at = new Map(words.map((element, n) => [element.dataset.w, n]));
  const arcs = words
    .map((element, n) => ({ from: at.get(element.dataset.head), to: n, rel: element.dataset.rel }))
    .filter((arc) => arc.from !== undefined);
  const levels = heights(arcs);
  const step = Math.min(17, 120 / levels);
  const height = levels * step + 16;
  const centre = (n) => columns.children[n].offsetLeft + columns.children[n].offsetWidth / 2;
  const picture = draw("svg", { width: columns.scrollWidth, height, "aria-hidden": "true" });
  const own = words.indexOf(meant);
  arcs.sort((a, b) => [a, b].map((arc) => Number(arc.from === own || arc.to === own)).reduce((x, y) => x - y));
  for (const { from, to, rel, level } of arcs) {
    const side = to > from ? 1 : -1;
    const [start, end] = [centre(from) + side * 5, centre(to) - side * 3];
    const top = height - 4 - level * step;
    const bend = Math.min(9, Math.abs(end - start) / 2);
    const path = `M${start} ${height} V${top + bend} Q${start} ${top} ${start + side * bend} ${top} H${end - side * bend} Q${end} ${top} ${end} ${top + bend} V${height - 3}`;
    const group = draw("g", { class: to === own ? "up" : from === own ? "down" : "" });
    group.append(draw("path", { d: path }), draw("path", { class: "tip", d: `M${end - 3} ${height - 6} L${end} ${height} L${end + 3} ${height - 6} Z` }));
    group.append(draw("text", { x: (start + end) / 2, y: top - 2 }, rel));
    picture.append(group);
  }
  return picture;
}
function detailsOf(element) {
  const { lemma, upos, xpos, feats, rel, head, frame, happened, when, roles } = element.dataset;
  const list = make("p", "told");
  const add = (className, text) => list.append(make("span", className, text));
  list.append(make("b", "", formOf(element.dataset.w)));
  if (lemma) list.append(make("i", "", lemma));
  add("tag", [upos, xpos].filter(Boolean).join(" "));
  add("", head === undefined ? rel : `${rel} of “${formOf(head)}”`);
  if (feats) add("soft", feats.replaceAll("|", " · "));
  if (frame) {
    const more = make("p", "told");
    more.append(make("b", "", frame));
    const sure = Number(happened);
    const holds = sure > 1.5 ? "happened" : sure > 0 ? "probably happened" : sure > -1.5 ? "probably did not happen" : "did not happen";
    more.append(make("span", "soft", `${holds} (${sure > 0 ? "+" : ""}${happened})`));
    if (when) more.append(make("span", "soft", when));
    for (const role of (roles || "").split(";").filter(Boolean)) {
      const [label, first, last] = role.split(" ");
      const range = Array.from({ length: last - first }, (_, n) => formOf(Number(first) + n)).join(" ");
      const part = make("span", "");
      part.append(make("small", "", label + " "), range);
      more.append(part);
    }
    return [list, more];
  }
  return [list];
}
function mark(element) {
  if (!element || element === shownWord) return;
  const sentence = element.dataset.s;
  const again = shownWord?.dataset.s === sentence && !panel.hidden;
  unmark();
  shownWord = element;
  const part = (i, className) => document.querySelectorAll(`.w[data-w="${i}"]`).forEach((e) => e.classList.add(className));
  part(element.dataset.w, "meant");
  if (element.dataset.head !== undefined) part(element.dataset.head, "governs");
  const words = [...document.querySelectorAll(`.w[data-s="${sentence}"]`)];
  const kept = again ? panel.querySelector(".tree").scrollLeft : null;
  const tree = make("div", "tree");
  const columns = columnsOf(words, element);
  tree.append(columns);
  panel.replaceChildren(tree, ...detailsOf(element));
  panel.hidden = false;
  tree.prepend(arcsOf(words, columns, element));
  const column = columns.children[words.indexOf(element)];
  tree.scrollLeft = kept ?? column.offsetLeft + column.offsetWidth / 2 - tree.clientWidth / 2;
}
function unmark() {
  document.querySelectorAll(".w.meant, .w.governs").forEach((e) => e.classList.remove("meant", "governs"));
  shownWord = null;
}
function hide() {
  unmark();
  panel.hidden = true;
}
if (panel) {
  const wanted = document.getElementById("show-w");
  const first = (target) => {
    const part = target.closest?.("article .w");
    return part && wanted.checked ? word(part.dataset.w) : null;
  };
  document.addEventListener("mouseover", (event) => {
    clearTimeout(timer);
    if (panel.contains(event.target)) return;
    const element = first(event.target);
    // Quick at the next word, slow at the first one and in going away: a pointer on its way elsewhere changes nothing.
    timer = setTimeout(() => (element ? mark(element) : hide()), element ? (panel.hidden ? 250 : 60) : 500);
  });
  document.addEventListener("focusin", (event) => {
    clearTimeout(timer);
    const element = event.target.classList?.contains("w") ? first(event.target) : null;
    if (element) mark(element);
    else if (!panel.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (panel.hidden) return;
    if (event.key === "Escape") hide();
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && shownWord && word(Number(shownWord.dataset.w) + step);
    if (next && next.dataset.s === shownWord.dataset.s && document.activeElement?.classList.contains("w")) {
      event.preventDefault();
      mark(next);
    }
  });
  wanted.addEventListener("change", hide);
}
