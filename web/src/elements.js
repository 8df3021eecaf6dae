// Each element's code is fetched only where its tag stands on the page, also after a swap.

const ELEMENTS = /** @type {Record<string, () => Promise<unknown>>} */ ({
  'tocsin-graph': () => import('./graph.js'),
  'tocsin-map': () => import('./map.js'),
  'tocsin-timeline': () => import('./timeline.js'),
});

function wake() {
  for (const [tag, load] of Object.entries(ELEMENTS)) {
    if (!customElements.get(tag) && document.querySelector(tag)) {
      delete ELEMENTS[tag];
      void load();
    }
  }
}

export function startElements() {
  wake();
  document.addEventListener('htmx:after:swap', wake);
  document.addEventListener('tocsin:renewed', wake);
}
