// What every explorer that draws itself is made with: elements and their attributes. It stands
// before axes.js in one text.

const SVG = "http://www.w3.org/2000/svg";
const DRAWN = ["svg", "g", "path", "text", "rect", "circle", "line", "defs", "clipPath", "title",
  "linearGradient", "stop"];

function make(tag, attributes = {}, ...children) {
  const element = DRAWN.includes(tag) ? document.createElementNS(SVG, tag)
    : document.createElement(tag);
  change(element, attributes).append(...children);
  return element;
}

function change(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === false || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : value);
  }
  return element;
}

const clamp = (v, low, high) => Math.min(high, Math.max(low, v));
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
