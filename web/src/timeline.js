// <tocsin-timeline src="….json" label="…">: series over time with their bands, base rates, judgements of others, and jumps that lead to what moved them.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './style/timeline.css';
import { levels, shown } from './levels.js';
import { Picture } from './picture.js';
import { moment, number, percent, say } from './words.js';

/** @typedef {{id: string, label: string, mean: (number | null)[], low?: (number | null)[], high?: (number | null)[], href?: string}} Series */
/** @typedef {{series?: string, label: string, value: number, low?: number, high?: number}} Base */
/** @typedef {{t: number, value?: number, low?: number, high?: number, label: string, href?: string}} Mark */
/** @typedef {{t: number, series: string, delta: number, label: string, href: string}} Jump */
/** @typedef {{t: number[], scale?: 'log' | 'linear', unit?: string, series: Series[], base?: Base[], marks?: Mark[], jumps?: Jump[], synthetic?: boolean}} Data */

const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [5, 5], [1, 4]];
const LEAST = 1e-6; // a logarithmic axis of probabilities goes no lower
const MOST_LINKS = 40; // jumps offered in one view: the largest
const APART = 25; // pixels between the middles of two links (WCAG 2.2, 2.5.8: 24)
const HEIGHT = 25; // lines of its text
const COLOURS = 6;

class Timeline extends Picture {
  /** @type {Data} */
  data;
  /** @type {uPlot | null} */
  plot = null;
  /** @type {number[]} */
  view = [0, 1];
  /** @type {{values: (number | null)[], levels: import('./levels.js').Level[]}[]} */
  held = [];
  /** @type {Set<string>} */
  off = new Set();
  /** @type {HTMLElement[]} */
  values = [];
  /** @type {HTMLElement} */
  links;

  /** @param {Data} data */
  async draw(data) {
    this.data = data;
    const floor = data.scale === 'log' ? (/** @type {number | null} */ value) => (value == null ? null : Math.max(value, LEAST)) : null;
    for (const one of data.series) {
      for (const name of /** @type {const} */ (['mean', 'low', 'high'])) {
        const given = one[name] ?? one.mean;
        const values = floor ? given.map(floor) : given;
        this.held.push({ values, levels: levels(values) });
      }
    }
    this.view = this.whole();
    this.button('Back', '←', () => this.move(-0.25));
    this.button('Forward', '→', () => this.move(0.25));
    this.button('Zoom in', '+', () => this.zoom(0.5));
    this.button('Zoom out', '−', () => this.zoom(2));
    this.button('Whole period', '⤢', () => this.look(...this.whole()));
    this.legend();
    this.focusable('Arrow keys move, plus and minus zoom, 0 shows all.');
    this.stage.addEventListener('keydown', (event) => this.key(event));
    this.links = document.createElement('div');
    this.links.className = 'timeline-links';
    this.make();
  }

  /** @returns {[number, number]} */
  whole() {
    const { t } = this.data;
    const first = t[0] ?? 0;
    const last = t[t.length - 1] ?? 1;
    return last > first ? [first, last] : [first - 43200, first + 43200];
  }

  /** @param {number} value */
  written(value) {
    return this.data.unit === 'probability' || !this.data.unit ? percent(value) : number(value);
  }

  legend() {
    const list = document.createElement('ul');
    list.className = 'timeline-legend';
    this.data.series.forEach((one, n) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'button quiet';
      button.setAttribute('aria-pressed', 'true');
      const swatch = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
      swatch.setAttribute('viewBox', '0 0 24 8');
      swatch.setAttribute('aria-hidden', 'true');
      swatch.classList.add(`series-${(n % COLOURS) + 1}`);
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      line.setAttribute('d', 'M0 4H24');
      if (DASHES[n % DASHES.length].length) line.setAttribute('stroke-dasharray', DASHES[n % DASHES.length].join(' '));
      swatch.append(line);
      const value = document.createElement('span');
      value.className = 'soft';
      this.values.push(value);
      button.append(swatch, one.label);
      button.addEventListener('click', () => {
        if (!this.off.delete(one.id)) this.off.add(one.id);
        button.setAttribute('aria-pressed', String(!this.off.has(one.id)));
        this.plot?.setSeries(1 + 3 * n, { show: !this.off.has(one.id) });
        this.plot?.setSeries(2 + 3 * n, { show: !this.off.has(one.id) });
        this.plot?.setSeries(3 + 3 * n, { show: !this.off.has(one.id) });
      });
      item.append(button, value);
      list.append(item);
    });
    this.under.append(list);
    this.say_(null);
  }

  /** The values under the cursor, or the last known. @param {number | null} at */
  say_(at) {
    this.data.series.forEach((one, n) => {
      const drawn = this.plot?.data[1 + 3 * n];
      const value = at == null ? one.mean.findLast((each) => each != null) : /** @type {number | null | undefined} */ (drawn?.[at]);
      this.values[n].textContent = value == null ? '–' : this.written(value);
    });
  }

  make() {
    this.plot?.destroy();
    const { data } = this;
    const ink = this.colour('soft');
    const grid = this.colour('rule');
    const size = Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.75); // larger on a wall
    const font = `${size}px system-ui, sans-serif`;
    const lang = document.documentElement.lang || 'en';
    /** @type {uPlot.Series[]} */
    const series = [{}];
    /** @type {uPlot.Band[]} */
    const bands = [];
    data.series.forEach((one, n) => {
      const stroke = this.colour(`series-${(n % COLOURS) + 1}`);
      const show = !this.off.has(one.id);
      series.push({ label: one.label, stroke, width: 1.6, dash: DASHES[n % DASHES.length], show, points: { show: false } });
      series.push({ stroke: 'transparent', width: 0, show, points: { show: false } });
      series.push({ stroke: 'transparent', width: 0, show, points: { show: false } });
      if (one.low && one.high) bands.push({ series: [3 + 3 * n, 2 + 3 * n], fill: faint(stroke) });
    });
    const shortDate = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const longDate = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
    const hour = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
    /** @type {uPlot.Options} */
    const options = {
      width: Math.max(240, this.stage.clientWidth),
      height: size * HEIGHT,
      tzDate: (at) => uPlot.tzDate(new Date(at * 1e3), 'Etc/UTC'),
      legend: { show: false },
      cursor: { drag: { x: true, y: false, setScale: false }, points: { size: 7 } },
      scales: {
        x: { time: true, range: () => /** @type {[number, number]} */ (this.view) },
        y: data.scale === 'log' ? { distr: 3, range: (_, low, high) => decades(low, high) } : { range: (_, low, high) => linear(low, high, data.unit) },
      },
      axes: [
        {
          stroke: ink,
          grid: { stroke: grid, width: 1 },
          ticks: { stroke: grid },
          space: size * 6,
          font,
          size: size * 3.4,
          values: (_, at) => at.map((one, n) => {
            const when = new Date(one * 1000);
            if (at.length > 1 && at[1] - at[0] < 86400) return when.getUTCHours() || when.getUTCMinutes() ? hour.format(when) : shortDate.format(when);
            return n === 0 || new Date(at[n - 1] * 1000).getUTCFullYear() !== when.getUTCFullYear() ? longDate.format(when) : shortDate.format(when);
          }),
        },
        { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid }, font, size: size * 6.2, values: (_, at) => at.map((one) => (one == null ? '' : this.written(one))) },
      ],
      series,
      bands,
      hooks: {
        setSelect: [(u) => {
          if (u.select.width > 3) this.look(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        }],
        setCursor: [(u) => this.say_(u.cursor.idx ?? null)],
        drawAxes: [(u) => this.bases(u)],
        draw: [(u) => this.others(u), () => this.place()],
      },
    };
    this.plot = new uPlot(options, this.windowed(), this.stage);
    this.plot.over.append(this.links);
  }

  /** @returns {any} */
  windowed() {
    return shown(this.data.t, this.held, this.view[0], this.view[1], 2 * Math.max(240, this.stage.clientWidth));
  }

  /** Show what lies between two moments. @param {number} from @param {number} to */
  look(from, to) {
    const [first, last] = this.whole();
    const least = Math.max(60, (last - first) / Math.max(1, this.data.t.length));
    if (to - from < least) return;
    this.view = [Math.max(first, from), Math.min(last, to)];
    const { plot } = this;
    if (!plot) return;
    plot.batch(() => {
      plot.setData(this.windowed(), false);
      plot.setScale('x', { min: this.view[0], max: this.view[1] });
    });
    this.told.textContent = `${moment(this.view[0])} – ${moment(this.view[1])}`;
  }

  /** @param {number} share of what is in view */
  move(share) {
    const width = this.view[1] - this.view[0];
    const [first, last] = this.whole();
    const by = Math.min(last - this.view[1], Math.max(first - this.view[0], share * width));
    this.look(this.view[0] + by, this.view[1] + by);
  }

  /** @param {number} factor */
  zoom(factor) {
    const middle = (this.view[0] + this.view[1]) / 2;
    const half = ((this.view[1] - this.view[0]) / 2) * factor;
    this.look(middle - half, middle + half);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.target !== this.stage || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = /** @type {Record<string, () => void>} */ ({
      ArrowLeft: () => this.move(-0.25),
      ArrowRight: () => this.move(0.25),
      '+': () => this.zoom(0.5),
      '=': () => this.zoom(0.5),
      '-': () => this.zoom(2),
      0: () => this.look(...this.whole()),
    });
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  /** Base rates: dashed lines with their ranges, beneath the series. @param {uPlot} u */
  bases(u) {
    const { ctx, bbox } = u;
    ctx.save();
    for (const base of this.data.base ?? []) {
      const n = this.data.series.findIndex((one) => one.id === base.series);
      if (n >= 0 && this.off.has(this.data.series[n].id)) continue;
      const stroke = n < 0 ? this.colour('ink') : this.colour(`series-${(n % COLOURS) + 1}`);
      if (base.low != null && base.high != null) {
        const top = u.valToPos(Math.max(base.high, LEAST), 'y', true);
        ctx.fillStyle = faint(stroke, 0.07);
        ctx.fillRect(bbox.left, top, bbox.width, u.valToPos(Math.max(base.low, LEAST), 'y', true) - top);
      }
      const y = u.valToPos(Math.max(base.value, LEAST), 'y', true);
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.strokeStyle = stroke;
      ctx.lineWidth = devicePixelRatio;
      ctx.setLineDash([2 * devicePixelRatio, 4 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.fillStyle = this.colour('soft');
      ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
      ctx.textAlign = 'right';
      ctx.strokeStyle = this.colour('card');
      ctx.lineWidth = 4 * devicePixelRatio;
      const said = `${base.label || say('base rate')} ${this.written(base.value)}`;
      ctx.strokeText(said, bbox.left + bbox.width - 4 * devicePixelRatio, y - 3 * devicePixelRatio);
      ctx.fillText(said, bbox.left + bbox.width - 4 * devicePixelRatio, y - 3 * devicePixelRatio);
    }
    ctx.restore();
  }

  /** Judgements of others: a diamond with its range. @param {uPlot} u */
  others(u) {
    const { ctx, bbox } = u;
    const r = 5 * devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = this.colour('ink');
    ctx.fillStyle = this.colour('card');
    ctx.lineWidth = 1.5 * devicePixelRatio;
    for (const mark of this.data.marks ?? []) {
      if (mark.t < this.view[0] || mark.t > this.view[1]) continue;
      const x = u.valToPos(mark.t, 'x', true);
      const at = (/** @type {number} */ value) => Math.min(bbox.top + bbox.height, Math.max(bbox.top, u.valToPos(Math.max(value, LEAST), 'y', true)));
      ctx.beginPath();
      if (mark.low != null && mark.high != null) {
        for (const value of [mark.low, mark.high]) {
          ctx.moveTo(x - r / 1.4, at(value));
          ctx.lineTo(x + r / 1.4, at(value));
        }
        ctx.moveTo(x, at(mark.low));
        ctx.lineTo(x, at(mark.high));
      }
      ctx.stroke();
      const y = mark.value == null ? (mark.low != null && mark.high != null ? (at(mark.low) + at(mark.high)) / 2 : bbox.top + r) : at(mark.value);
      ctx.beginPath();
      ctx.moveTo(x, y - r);
      ctx.lineTo(x + r, y);
      ctx.lineTo(x, y + r);
      ctx.lineTo(x - r, y);
      ctx.closePath();
      ctx.fill();
      ctx.stroke();
    }
    ctx.restore();
  }

  /** Links over the plot: jumps lead to what moved it, marks to who judged. */
  place() {
    const u = this.plot;
    if (!u) return;
    const [from, to] = this.view;
    const inView = (/** @type {{t: number}} */ one) => one.t >= from && one.t <= to;
    const jumps = (this.data.jumps ?? []).filter((one) => inView(one) && !this.off.has(one.series));
    jumps.sort((one, other) => Math.abs(other.delta) - Math.abs(one.delta));
    const shown = jumps.slice(0, MOST_LINKS).sort((one, other) => one.t - other.t);
    const apart = spread(u.over.clientHeight);
    const made = shown.map((jump) => {
      const n = this.data.series.findIndex((one) => one.id === jump.series);
      const sign = jump.delta >= 0 ? '▲' : '▼';
      const link = this.link(jump.href, `${moment(jump.t)}: ${jump.label}`, sign, `jump series-${(n % COLOURS) + 1}`);
      const x = u.valToPos(jump.t, 'x');
      link.style.left = `${x}px`;
      link.style.top = `${apart(x, this.height(u, jump, n))}px`;
      return link;
    });
    for (const mark of this.data.marks ?? []) {
      if (!inView(mark) || !mark.href) continue;
      const link = this.link(mark.href, `${moment(mark.t)}: ${mark.label}`, '', 'other');
      const value = mark.value ?? (mark.low != null && mark.high != null ? Math.sqrt(mark.low * mark.high) : null);
      const x = u.valToPos(mark.t, 'x');
      link.style.left = `${x}px`;
      link.style.top = `${apart(x, value == null ? 5 : u.valToPos(Math.max(value, LEAST), 'y'))}px`;
      made.push(link);
    }
    this.links.replaceChildren(...made);
  }

  /** Where a jump stands: on its series, at its moment. @param {uPlot} u @param {Jump} jump @param {number} n */
  height(u, jump, n) {
    if (n < 0) return 0;
    const { t } = this.data;
    let at = t.findLastIndex((one) => one <= jump.t);
    const values = this.held[3 * n].values;
    while (at > 0 && values[at] == null) at -= 1;
    const value = values[Math.max(0, at)];
    return value == null ? 0 : Math.max(8, Math.min(u.over.clientHeight - 8, u.valToPos(value, 'y')));
  }

  /** @param {string} href @param {string} words @param {string} sign @param {string} kind */
  link(href, words, sign, kind) {
    const link = document.createElement('a');
    link.href = href;
    link.className = kind;
    link.title = words;
    link.setAttribute('aria-label', words);
    link.textContent = sign;
    return link;
  }

  recolour() {
    this.make();
  }

  resize() {
    this.plot?.setSize({ width: Math.max(240, this.stage.clientWidth), height: this.plot.height });
    this.look(this.view[0], this.view[1]);
  }

  put() {
    this.plot?.destroy();
    this.plot = null;
  }
}

/** Heights at which nothing stands on another: each is moved up or down until a finger can tell it from those placed before. @param {number} tall */
function spread(tall) {
  /** @type {{x: number, y: number}[]} */
  const taken = [];
  return (/** @type {number} */ x, /** @type {number} */ wanted) => {
    const free = (/** @type {number} */ y) => y >= 0 && y <= tall && taken.every((one) => Math.abs(one.x - x) >= APART || Math.abs(one.y - y) >= APART);
    const start = Math.max(0, Math.min(tall, wanted));
    const steps = Array.from({ length: 2 * Math.ceil(tall / APART) }, (_, n) => start + (n % 2 ? 1 : -1) * Math.ceil(n / 2) * APART);
    const y = steps.find(free) ?? start;
    taken.push({ x, y });
    return y;
  };
}

/** A colour let through. @param {string} colour rgb(…) @param {number} share */
function faint(colour, share = 0.16) {
  const parts = colour.match(/[\d.]+/g) ?? ['0', '0', '0'];
  return `rgb(${parts[0]} ${parts[1]} ${parts[2]} / ${share})`;
}

/** Whole decades around what is shown. @param {number | null} low @param {number | null} high @returns {[number, number]} */
function decades(low, high) {
  const bottom = 10 ** Math.floor(Math.log10(Math.max(low ?? LEAST, LEAST)));
  const top = 10 ** Math.ceil(Math.log10(Math.max(high ?? 1, LEAST * 10)));
  return [bottom, top > bottom ? top : bottom * 10];
}

/** From nothing to a little above the highest; probabilities no further than 1. @param {number | null} low @param {number | null} high @param {string} [unit] @returns {[number, number]} */
function linear(low, high, unit) {
  const top = (high ?? 1) * 1.08 || 1;
  return [Math.min(0, low ?? 0), unit === 'count' || unit === 'hours' ? top : Math.min(1, top)];
}

customElements.define('tocsin-timeline', Timeline);
