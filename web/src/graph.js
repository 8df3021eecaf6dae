// <tocsin-graph src="….json" label="…">: who had it from whom, from the origin to the last copy. The nested list inside says the same.
import cytoscape from 'cytoscape';
import './style/graph.css';
import { Picture } from './picture.js';
import { by, places } from './ranks.js';
import { say } from './words.js';

/** @typedef {{id: string, label: string, kind: string, href?: string, note?: string, at?: string}} Node */
/** @typedef {{from: string, to: string, link: string, drift?: number, label?: string}} Edge */
/** @typedef {{nodes: Node[], edges: Edge[]}} Data */

const ACROSS = 210;
const DOWN = 34;
const SHAPE = 1.5; // width to height, at the least
const MANY = 300; // more are drawn plainly: straight links without arrows (all lead to the right) or dashes, which cost most of the time
const SHEET = '__________cytoscape_stylesheet';
const SHAPES = /** @type {Record<string, any>} */ ({ origin: 'round-rectangle', upstream: 'diamond', citation: 'hexagon', report: 'ellipse' });
const LINKS = [
  { selector: 'edge[link = "copy"]', style: { width: 2.4 } },
  { selector: 'edge[link = "rewrite"]', style: { 'line-style': 'dashed' } },
  { selector: 'edge[link = "translation"]', style: { 'line-style': 'dotted' } },
  { selector: 'edge[link = "citation"]', style: { 'line-style': 'dashed', 'line-dash-pattern': [2, 6] } },
];

// Cytoscape would write a style sheet into the page, which the page's policy forbids, unless one of this name is there; ours is in graph.css.
if (!document.getElementById(SHEET)) {
  const mark = document.createElement('template');
  mark.id = SHEET;
  document.head.append(mark);
}

class Graph extends Picture {
  /** @type {Data} */
  data;
  /** @type {cytoscape.Core | null} */
  drawn = null;
  /** @type {Map<string, import('./ranks.js').Place>} */
  places;
  /** @type {string | null} */
  current = null;
  /** @type {Map<string, string[]>} */
  parents;
  /** @type {Map<string, string[]>} */
  children_;

  /** @param {Data} data */
  async draw(data) {
    this.data = data;
    const ids = data.nodes.map((node) => node.id);
    this.places = places(ids, data.edges, ACROSS, DOWN);
    this.parents = by(data.edges, 'to', 'from');
    this.children_ = by(data.edges, 'from', 'to');
    const rows = [...this.places.values()].reduce((most, place) => Math.max(most, place.row + 1), 1);
    const ranks = [...this.places.values()].reduce((most, place) => Math.max(most, place.rank + 1), 1);
    const stretch = Math.max(1, (SHAPE * rows * DOWN) / (ranks * ACROSS)); // what is tall is drawn wide too, or it would be a needle
    for (const place of this.places.values()) place.x *= stretch;
    this.stage.classList.add('graph-stage');
    this.stage.style.blockSize = `${Math.min(36, Math.max(14, 3 + rows * 2))}rem`;
    this.button('Zoom in', '+', () => this.zoom(1.4));
    this.button('Zoom out', '−', () => this.zoom(1 / 1.4));
    this.button('Whole graph', '⤢', () => this.drawn?.fit(undefined, 24));
    this.legend();
    this.focusable('Arrow keys go from one to the next, Enter opens it, plus and minus zoom, 0 shows all.');
    this.stage.addEventListener('keydown', (event) => this.key(event));
    this.make();
  }

  legend() {
    const words = document.createElement('p');
    words.className = 'soft small';
    words.textContent = say('{nodes} nodes, {edges} links', { nodes: this.data.nodes.length, edges: this.data.edges.length });
    this.under.append(words);
    const list = document.createElement('ul');
    list.className = 'graph-legend';
    const links = new Set(this.data.edges.map((edge) => edge.link));
    const many = this.data.nodes.length > MANY; // then links are drawn alike
    for (const link of many ? [] : ['copy', 'rewrite', 'translation', 'citation', 'upstream'].filter((one) => links.has(one))) list.append(sample(link, say(link)));
    if (this.data.edges.some((edge) => edge.drift)) list.append(sample('drift', say('drift')));
    this.under.append(list);
  }

  make() {
    this.drawn?.destroy();
    const many = this.data.nodes.length > MANY;
    const colour = (/** @type {string} */ name) => hex(this.colour(name));
    this.drawn = cytoscape({
      container: this.stage,
      elements: {
        nodes: this.data.nodes.map(({ id, label, kind }) => {
          const place = /** @type {import('./ranks.js').Place} */ (this.places.get(id));
          return { data: { id, label: short(label), kind }, position: { x: place.x, y: place.y } };
        }),
        edges: this.data.edges
          .filter((edge) => this.places.has(edge.from) && this.places.has(edge.to))
          .map((edge, n) => ({ data: { id: `edge ${n}`, source: edge.from, target: edge.to, link: edge.link, drift: edge.drift ? 1 : 0 } })),
      },
      layout: { name: 'preset', fit: true, padding: 24 },
      minZoom: 0.02,
      maxZoom: 3,
      userZoomingEnabled: false, // the wheel is the page's; buttons, keys and two fingers zoom
      autoungrabify: true,
      boxSelectionEnabled: false,
      pixelRatio: many ? 1 : 'auto',
      textureOnViewport: many,
      hideEdgesOnViewport: many,
      style: [
        {
          selector: 'node',
          style: {
            label: 'data(label)', color: colour('ink'), 'font-size': 12, 'font-family': 'system-ui, sans-serif', 'min-zoomed-font-size': 8,
            'text-valign': 'center', 'text-halign': 'right', 'text-margin-x': 5, 'background-color': colour('card'), 'border-color': colour('edge'),
            'border-width': 2, width: 14, height: 14, ...(many ? {} : { 'text-background-color': colour('card'), 'text-background-opacity': 0.85, 'text-background-padding': '2px' }),
          },
        },
        ...Object.entries(SHAPES).map(([kind, shape]) => ({ selector: `node[kind = "${kind}"]`, style: { shape } })),
        { selector: 'node[kind = "origin"]', style: { 'background-color': colour('accent'), 'border-color': colour('accent'), width: 20, height: 20, 'font-weight': 700 } },
        { selector: 'node[kind = "upstream"]', style: { 'background-color': colour('contest'), 'border-color': colour('contest'), width: 18, height: 18 } },
        {
          selector: 'edge',
          style: {
            width: 1.5, 'line-color': colour('edge'), 'curve-style': many ? 'haystack' : 'bezier', 'haystack-radius': 0,
            ...(many ? {} : { 'target-arrow-color': colour('edge'), 'target-arrow-shape': 'triangle', 'arrow-scale': 0.7 }),
          },
        },
        ...(many ? [] : LINKS),
        { selector: 'edge[drift > 0]', style: { 'line-color': colour('alarm'), 'target-arrow-color': colour('alarm') } },
        { selector: 'node.current', style: { 'border-color': colour('focus'), 'border-width': 5, 'font-weight': 700, 'z-index': 10, 'min-zoomed-font-size': 0 } },
      ],
    });
    this.drawn.on('tap', 'node', (event) => this.open(event.target.id()));
    this.drawn.on('mouseover', 'node', (event) => {
      this.stage.style.cursor = this.node(event.target.id())?.href ? 'pointer' : '';
      this.stage.title = this.said(event.target.id());
    });
    this.drawn.on('mouseout', 'node', () => {
      this.stage.style.cursor = '';
      this.stage.title = '';
    });
    if (this.current) this.go(this.current, false);
    this.readable();
  }

  /** A tall graph that would be too small to read whole begins at its origin instead. */
  readable() {
    const { drawn } = this;
    if (!drawn || drawn.zoom() >= 0.55 || this.data.nodes.length > MANY) {
      if (drawn && drawn.zoom() > 1.2) drawn.zoom(1.2), drawn.center();
      return;
    }
    const first = this.first();
    drawn.zoom(0.8);
    if (first) drawn.center(drawn.getElementById(first));
    drawn.panBy({ x: 60 - drawn.getElementById(first).renderedPosition().x, y: 0 });
  }

  /** @returns {string} */
  first() {
    return (this.data.nodes.find((node) => node.kind === 'origin') ?? this.data.nodes[0]).id;
  }

  /** @param {string} id */
  node(id) {
    return this.data.nodes.find((node) => node.id === id);
  }

  /** @param {string} id */
  said(id) {
    const node = this.node(id);
    return node ? [say(node.kind), node.label, node.at, node.note].filter(Boolean).join(', ') : '';
  }

  /** @param {string} id */
  open(id) {
    const href = this.node(id)?.href;
    if (href) location.assign(href);
    else this.go(id);
  }

  /** @param {string} id @param {boolean} [aloud] */
  go(id, aloud = true) {
    const { drawn } = this;
    if (!drawn) return;
    drawn.nodes('.current').removeClass('current');
    const node = drawn.getElementById(id);
    node.addClass('current');
    this.current = id;
    const { x, y } = node.renderedPosition();
    if (x < 20 || y < 20 || x > drawn.width() - 120 || y > drawn.height() - 20) drawn.center(node);
    if (aloud) this.told.textContent = this.said(id);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.current;
    const beside = (/** @type {number} */ by_) => {
      const at = here ? this.places.get(here) : undefined;
      return at && [...this.places].find(([, place]) => place.rank === at.rank && place.row === at.row + by_)?.[0];
    };
    const acts = /** @type {Record<string, () => string | undefined | void>} */ ({
      ArrowRight: () => (here ? this.children_.get(here)?.[0] : this.first()),
      ArrowLeft: () => (here ? this.parents.get(here)?.[0] : this.first()),
      ArrowDown: () => (here ? beside(1) : this.first()),
      ArrowUp: () => (here ? beside(-1) : this.first()),
      Home: () => this.first(),
      Enter: () => (here ? this.open(here) : undefined),
      '+': () => this.zoom(1.4),
      '=': () => this.zoom(1.4),
      '-': () => this.zoom(1 / 1.4),
      0: () => void this.drawn?.fit(undefined, 24),
    });
    if (!acts[event.key]) return;
    event.preventDefault();
    const next = acts[event.key]();
    if (next) this.go(next);
  }

  /** @param {number} factor */
  zoom(factor) {
    const { drawn } = this;
    if (!drawn) return;
    const middle = this.current ? drawn.getElementById(this.current).renderedPosition() : { x: drawn.width() / 2, y: drawn.height() / 2 };
    drawn.zoom({ level: drawn.zoom() * factor, renderedPosition: middle });
  }

  recolour() {
    const { drawn } = this;
    const view = drawn && { zoom: drawn.zoom(), pan: { ...drawn.pan() } };
    this.make();
    if (view) this.drawn?.viewport(view);
  }

  resize() {
    this.drawn?.resize();
  }

  put() {
    this.drawn?.destroy();
    this.drawn = null;
  }
}

/** A line of the legend. @param {string} link @param {string} words */
function sample(link, words) {
  const item = document.createElement('li');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  line.setAttribute('viewBox', '0 0 24 8');
  line.setAttribute('aria-hidden', 'true');
  line.classList.add(`link-${link}`);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M0 4H24');
  line.append(path);
  item.append(line, words);
  return item;
}

/** @param {string} label */
function short(label) {
  return label.length > 26 ? `${label.slice(0, 25)}…` : label;
}

/** Cytoscape reads no rgb() with spaces. @param {string} colour */
function hex(colour) {
  const [r, g, b] = (colour.match(/[\d.]+/g) ?? ['0', '0', '0']).map(Number);
  return `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

customElements.define('tocsin-graph', Graph);
