"""What can be found out about a page's accessibility without looking at it (R18)."""

from __future__ import annotations

from playwright.sync_api import Page

#: Everything that can be used has a name, every picture its text, every id is there once.
_NAMES = """() => {
  const wrong = [];
  const shown = (one) => one.checkVisibility({ opacityProperty: false, visibilityProperty: true });
  for (const one of document.querySelectorAll("button, a, input, select, textarea, summary")) {
    if (!shown(one)) continue;
    const named = (one.getAttribute("aria-labelledby") ?? "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join("");
    const labels = [...(one.labels ?? [])].map((label) => label.textContent).join("");
    if (![one.getAttribute("aria-label"), named, labels, one.textContent].some((text) => text?.trim())) wrong.push("no name: " + one.outerHTML);
    const label = one.getAttribute("aria-label");
    if (label && one.textContent.trim().length > 1 && !label.startsWith(one.textContent.trim())) wrong.push("name differs from what is seen: " + one.outerHTML);
  }
  for (const one of document.querySelectorAll("img")) if (one.getAttribute("alt") === null) wrong.push("no alt: " + one.outerHTML);
  const ids = [...document.querySelectorAll("[id]")].map((one) => one.id);
  for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) wrong.push("id twice: " + id);
  for (const one of document.querySelectorAll("[aria-describedby], [aria-labelledby], [aria-controls]")) {
    for (const name of ["aria-describedby", "aria-labelledby", "aria-controls"]) {
      for (const id of (one.getAttribute(name) ?? "").split(" ").filter(Boolean)) if (!document.getElementById(id)) wrong.push(name + " leads nowhere: " + id);
    }
  }
  for (const [role, query] of Object.entries({ banner: "body > header", navigation: "nav", main: "main", complementary: "aside" })) {
    if (document.querySelectorAll(query).length !== 1) wrong.push("not one " + role);
  }
  if (document.querySelectorAll("h1").length !== 1) wrong.push("not one h1");
  if (document.documentElement.lang !== "en-GB") wrong.push("no language");
  return wrong;
}"""

#: Text against the ground it stands on: 4.5 to 1, or 3 to 1 where it is large (WCAG 1.4.3).
_CONTRAST = """(least) => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const read = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return { r, g, b, a: a / 255 };
  };
  const over = (top, ground) => ({
    r: top.r * top.a + ground.r * (1 - top.a),
    g: top.g * top.a + ground.g * (1 - top.a),
    b: top.b * top.a + ground.b * (1 - top.a),
    a: 1,
  });
  const ground = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      layers.push(colour);
      if (colour.a === 1) break;
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const light = ({ r, g, b }) => {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const wrong = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let looked = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.textContent.trim() || !one.checkVisibility({ visibilityProperty: true })) continue;
    if (one.closest(".unseen, noscript, option")) continue;
    const style = getComputedStyle(one);
    const below = ground(one);
    const lights = [light(over(read(style.color), below)), light(below)].sort((a, b) => b - a);
    const ratio = (lights[0] + 0.05) / (lights[1] + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    looked += 1;
    if (ratio < (large ? 3 : 4.5)) wrong.push(`${ratio.toFixed(2)} ${style.color} on ${JSON.stringify(below)}: ${node.textContent.trim().slice(0, 40)}`);
  }
  return looked < least ? ["hardly any text was found"] : wrong;
}"""

#: Nothing is wider than the screen, and nothing makes the page higher than it.
_WIDTH = """() => {
  const page = document.documentElement;
  const wrong = page.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
  if (page.scrollHeight > innerHeight) wrong.push("the page itself scrolls, not its panes");
  for (const one of document.querySelectorAll("body *")) {
    if (!one.checkVisibility() || one.closest(".unseen")) continue;
    const box = one.getBoundingClientRect();
    if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) wrong.push("beyond the edge: " + one.outerHTML.slice(0, 120));
  }
  return wrong;
}"""


def faults(page: Page, *, contrast: bool = True) -> list[str]:
    """What is wrong with the page as it stands, one line each."""
    found = [fault for check in (_NAMES, _WIDTH) for fault in page.evaluate(check)]
    return [*found, *(contrast_faults(page) if contrast else ())]


def contrast_faults(page: Page, *, least: int = 10) -> list[str]:
    """Texts that do not stand out from the ground they stand on, one line each, its words at the end;
    there are at ``least`` so many to be looked at."""
    return list(page.evaluate(_CONTRAST, least))
