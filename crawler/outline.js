// Outlines the first of some words that stands on the page, white space and width of signs aside,
// and scrolls to it. Gives back whether one was found. The page's own scripts do not run.
(candidates) => {
  const squeezed = (text) => text.normalize("NFKC").replace(/\s/g, "");
  const silent = new Set(["SCRIPT", "STYLE", "NOSCRIPT", "TEXTAREA", "TEMPLATE"]);
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  const signs = [];
  const places = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || silent.has(parent.tagName) || !parent.getClientRects().length) continue;
    for (let at = 0; at < node.data.length; at++) {
      for (const sign of squeezed(node.data[at])) {
        signs.push(sign);
        places.push([node, at]);
      }
    }
  }
  const text = signs.join("");
  for (const words of candidates) {
    const wanted = squeezed(words);
    const at = wanted ? text.indexOf(wanted) : -1;
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(...places[at]);
    const [last, offset] = places[at + wanted.length - 1];
    range.setEnd(last, offset + 1);
    const box = range.getBoundingClientRect();
    window.scrollTo(0, Math.max(0, box.top + window.scrollY - 250));
    const now = range.getBoundingClientRect();
    const frame = document.createElement("div");
    frame.style.cssText =
      "all:initial;position:fixed;z-index:2147483647;border:3px solid #d00;pointer-events:none;" +
      `left:${now.left - 5}px;top:${now.top - 5}px;width:${now.width + 4}px;height:${now.height + 4}px`;
    document.documentElement.appendChild(frame);
    return true;
  }
  return false;
}
