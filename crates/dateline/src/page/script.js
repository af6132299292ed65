
"use strict";
// Ties the article to the record: what speaks of the same thing lights up together, on hover, focus and click.
const tied = new Map();
for (const element of document.querySelectorAll("[data-row]")) {
  for (const row of element.dataset.row.split(" ")) {
    if (!tied.has(row)) tied.set(row, []);
    tied.get(row).push(element);
  }
}
for (const elements of tied.values()) {
  if (elements.length > 1) for (const element of elements) element.dataset.tied = "";
}
let lit = [];
function light(from) {
  for (const element of lit) element.classList.remove("lit");
  // The first row named is the innermost: that is the one that is meant.
  lit = from ? tied.get(from.dataset.row.split(" ")[0]) : [];
  for (const element of lit) element.classList.add("lit");
}
const of = (event) => event.target.closest?.("[data-row]") ?? null;
// When the page scrolls under a pointer that rests, what comes to lie under it is not meant.
let resting = false;
document.addEventListener("pointermove", (event) => {
  if (resting && (event.movementX || event.movementY)) {
    resting = false;
    light(of(event));
  }
});
document.addEventListener("mouseover", (event) => {
  if (!resting) light(of(event));
});
document.addEventListener("focusin", (event) => {
  resting = true;
  light(of(event));
});
document.addEventListener("focusout", () => light(null));
function go(from) {
  const row = from.dataset.row.split(" ")[0];
  // Of the record's side the row is meant, not its bar in the time line.
  const marked = from.classList.contains("mark");
  // From the map to the row, which says more; the row leads on to the text.
  const drawn = from.classList.contains("spot");
  const fits = (element) => !(element instanceof SVGElement) && (drawn ? element.classList.contains("row") : element.classList.contains("mark") !== marked);
  const there = tied.get(row).find(fits);
  if (!there) return;
  resting = true;
  for (let fold = there.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  there.scrollIntoView({ block: "center" });
  if (there.tabIndex >= 0) there.focus({ preventScroll: true });
  light(there);
}
document.addEventListener("click", (event) => {
  const from = of(event);
  if (from && !event.target.closest("a")) go(from);
});
document.addEventListener("keydown", (event) => {
  const from = of(event);
  if (from && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    go(from);
  } else if (event.key === "Escape") {
    light(null);
  }
});
