
// Moves the map: wheel, drag, pinch, keys and buttons. Symbols and names keep their size; names are placed anew.
for (const world of document.querySelectorAll(".map .world")) {
  const frame = world.parentElement;
  const ground = world.querySelector(".ground");
  const spots = [...world.querySelectorAll(".spots .spot")];
  const own = { width: world.viewBox.baseVal.width, height: world.viewBox.baseVal.height };
  const [most, least] = [16, 0.5];
  let size = { ...own };
  // What of the picture is in the middle, and how large.
  const start = { x: own.width / 2, y: own.height / 2, scale: 1 };
  let view = { ...start };
  const fit = () => Math.min(size.width / own.width, size.height / own.height) * view.scale;
  const here = (x, y) => [(x - view.x) * fit() + size.width / 2, (y - view.y) * fit() + size.height / 2];
  const hatch = document.getElementById("hatch");
  const bar = draw("path", { class: "scale-bar" });
  const words = draw("text", { class: "scale-words" });
  world.append(bar, words);
  const radius = (spot) => ({ point: 3, town: 5, district: 6, region: 11, country: 4 })[spot.classList[1]] ?? 5;
  function place(taken, spot, x, y) {
    const text = spot.querySelector("text");
    text.classList.remove("unseen");
    const wide = text.getComputedTextLength() + 1;
    const r = radius(spot) + 3;
    const chances = [[r, 3.5, "start"], [-r, 3.5, "end"], [0, -r - 1, "middle"], [0, r + 8, "middle"],
      [r * 0.7, -r * 0.6, "start"], [r * 0.7, r * 0.6 + 7, "start"], [-r * 0.7, -r * 0.6, "end"], [-r * 0.7, r * 0.6 + 7, "end"]];
    for (const [dx, dy, anchor] of chances) {
      const left = x + dx - (anchor === "start" ? 0 : anchor === "middle" ? wide / 2 : wide);
      const box = [left, y + dy - 9, left + wide, y + dy + 3];
      const inside = box[0] > 1 && box[1] > 1 && box[2] < size.width - 1 && box[3] < size.height - 1;
      if (!inside || taken.some((other) => other.of !== spot && box[0] < other.box[2] && other.box[0] < box[2] && box[1] < other.box[3] && other.box[1] < box[3])) continue;
      text.setAttribute("x", dx);
      text.setAttribute("y", dy);
      text.setAttribute("text-anchor", anchor);
      taken.push({ of: spot, box });
      return;
    }
    text.classList.add("unseen");
    text.setAttribute("x", 0);
    text.setAttribute("y", -r - 1);
    text.setAttribute("text-anchor", x < 60 ? "start" : x > size.width - 60 ? "end" : "middle");
  }
  function measure() {
    const kilometres = Number(world.dataset.km) / fit();
    const wanted = kilometres * 70;
    const power = 10 ** Math.floor(Math.log10(wanted));
    const round = [5, 2, 1].find((n) => n * power <= wanted) * power;
    const [length, bottom] = [round / kilometres, size.height - 8];
    bar.setAttribute("d", `M8 ${bottom - 3}v3h${length}v-3`);
    words.setAttribute("x", 12 + length);
    words.setAttribute("y", bottom + 1);
    words.textContent = `${round.toLocaleString("en")} km`;
    // Of the whole world no one length is true.
    for (const part of [bar, words]) part.setAttribute("visibility", kilometres > 25 ? "hidden" : "visible");
  }
  function show() {
    const scale = fit();
    ground.setAttribute("transform", `translate(${size.width / 2 - view.x * scale} ${size.height / 2 - view.y * scale}) scale(${scale})`);
    hatch?.setAttribute("patternTransform", `rotate(45) scale(${20 / scale})`);
    const at = spots.map((spot) => here(...spot.dataset.at.split(" ").map(Number)));
    const taken = spots.map((spot, n) => {
      const r = Math.min(5, radius(spot));
      spot.setAttribute("transform", `translate(${at[n][0]} ${at[n][1]})`);
      return { of: spot, box: [at[n][0] - r, at[n][1] - r, at[n][0] + r, at[n][1] + r] };
    });
    // The scale and the buttons.
    const low = size.height - 34;
    taken.push({ box: [0, low + 14, 120, size.height] }, { box: [size.width - 128, low, size.width, size.height] });
    // The last drawn is the most mentioned.
    for (let n = spots.length - 1; n >= 0; n--) place(taken, spots[n], ...at[n]);
    measure();
    world.classList.toggle("moved", view.scale > 1 || frame.classList.contains("large"));
  }
  function move(x, y, scale) {
    view = { x: Math.min(own.width * 1.5, Math.max(-own.width / 2, x)), y: Math.min(own.height * 1.5, Math.max(-own.height / 2, y)), scale: Math.min(most, Math.max(least, scale)) };
    show();
  }
  // Closer or farther, while what lies at a point of the picture stays there.
  function zoom(by, at = [size.width / 2, size.height / 2]) {
    const [dx, dy] = [at[0] - size.width / 2, at[1] - size.height / 2];
    const before = fit();
    const scale = Math.min(most, Math.max(least, view.scale * by));
    const after = before * (scale / view.scale);
    move(view.x + dx / before - dx / after, view.y + dy / before - dy / after, scale);
  }
  const inside = (event) => {
    const box = world.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * size.width, ((event.clientY - box.top) / box.height) * size.height];
  };
  function enlarge(large) {
    frame.classList.toggle("large", large);
    size = large ? { width: frame.clientWidth / 1.35, height: frame.clientHeight / 1.35 } : { ...own };
    world.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
    show();
  }
  world.addEventListener("wheel", (event) => {
    // Without a key the page scrolls, unless the map has been chosen.
    if (!event.ctrlKey && !event.metaKey && !frame.classList.contains("large") && !world.contains(document.activeElement)) return;
    event.preventDefault();
    zoom(Math.exp(-Math.max(-80, Math.min(80, event.deltaY)) / 200), inside(event));
  }, { passive: false });
  const fingers = new Map();
  let dragged = 0;
  world.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (fingers.size === 0) dragged = 0;
    fingers.set(event.pointerId, inside(event));
  });
  world.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before || fingers.size > 2) return;
    const now = inside(event);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (other) {
      const apart = (point) => Math.max(8, Math.hypot(point[0] - other[0], point[1] - other[1]));
      zoom(apart(now) / apart(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
    } else if (event.pointerType === "mouse" || world.classList.contains("moved")) {
      dragged += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (dragged > 3) {
        world.classList.add("held");
        if (!world.hasPointerCapture(event.pointerId)) world.setPointerCapture(event.pointerId);
        move(view.x - (now[0] - before[0]) / fit(), view.y - (now[1] - before[1]) / fit(), view.scale);
      }
    }
  });
  const lift = (event) => {
    fingers.delete(event.pointerId);
    world.classList.remove("held");
  };
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) world.addEventListener(end, lift);
  // The end of a drag is no click.
  world.addEventListener("click", (event) => dragged > 3 && event.stopPropagation());
  world.addEventListener("dblclick", (event) => zoom(2, inside(event)));
  const keys = { "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: () => move(start.x, start.y, 1) };
  for (const [key, x, y] of [["ArrowLeft", -1, 0], ["ArrowRight", 1, 0], ["ArrowUp", 0, -1], ["ArrowDown", 0, 1]]) {
    keys[key] = () => move(view.x + (x * 40) / fit(), view.y + (y * 40) / fit(), view.scale);
  }
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && frame.classList.contains("large")) return enlarge(false);
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  // A place that is reached with the keyboard comes into sight.
  world.addEventListener("focusin", (event) => {
    const at = event.target.closest(".spot")?.dataset.at?.split(" ").map(Number);
    if (!at) return;
    const [x, y] = here(...at);
    if (x < 0 || y < 0 || x > size.width || y > size.height) move(...at, view.scale);
  });
  const tools = make("div", "tools");
  const button = (sign, told, does) => {
    const element = make("button", "", sign);
    element.type = "button";
    element.title = told;
    element.setAttribute("aria-label", told);
    element.addEventListener("click", does);
    tools.append(element);
  };
  button("+", "Closer", () => zoom(1.6));
  button("−", "Farther", () => zoom(1 / 1.6));
  button("⌂", "All places", () => move(start.x, start.y, 1));
  button("⤢", "Large or small", () => enlarge(!frame.classList.contains("large")));
  frame.append(tools);
  world.setAttribute("aria-label", `${world.getAttribute("aria-label")}: arrow keys move it, plus and minus change its size, 0 shows all places`);
  // What is printed is the map as it is at first.
  addEventListener("beforeprint", () => {
    enlarge(false);
    move(start.x, start.y, 1);
  });
  // The first view is drawn already, but where fonts are wider than was thought, names are placed anew.
  const fold = world.closest("details");
  if (!fold || fold.open) show();
  else fold.addEventListener("toggle", show, { once: true });
}
