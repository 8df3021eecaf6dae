// <tocsin-map src="….geojson" label="…">: watched places at 0.1 degree over coasts and borders that ship with Tocsin; looks and observations by time.
// No tile, glyph or picture comes from elsewhere. The drawing or list inside says the same.
import { Map as BaseMap, Marker, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import basemapUrl from 'virtual:basemap';
import './style/map.css';
import { Picture } from './picture.js';
import { moment, say } from './words.js';

/** @typedef {{id: string, name: string, kind: string, state?: string, said?: string, href?: string, from?: number, to?: number}} Held */
/** @typedef {{type: 'Feature', geometry: {type: 'Point', coordinates: [number, number]}, properties: Held}} Feature */
/** @typedef {{from: number, to: number, step: number, now: number}} Slider */
/** @typedef {{type: 'FeatureCollection', features: Feature[], slider?: Slider, notes?: string[]}} Data */

const CLOSEST = 7.5; // zoom: nearer than a tenth of a degree there is nothing to see
const SIGNS = /** @type {Record<string, string>} */ ({ lit: '▲', quiet: '○', unseen: '┄', contested: '◐', broken: '✕' });
const PLAY_MS = 400;

setWorkerUrl(new URL(workerUrl, import.meta.url).href);

class Places extends Picture {
  /** @type {Data} */
  data;
  /** @type {BaseMap | null} */
  map = null;
  /** @type {number} */
  at = 0;
  /** @type {HTMLElement} */
  timely;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  playing;

  /** @param {Data} data */
  async draw(data) {
    this.data = data;
    this.at = data.slider?.now ?? 0;
    this.stage.classList.add('map-stage');
    this.stage.removeAttribute('role');
    this.stage.removeAttribute('aria-label');
    this.button('Zoom in', '+', () => this.map?.zoomIn());
    this.button('Zoom out', '−', () => this.map?.zoomOut());
    this.button('Whole map', '⤢', () => this.whole());
    if (data.slider) this.slide(data.slider);
    this.notes();
    const base = await (await fetch(basemapUrl)).json();
    this.map = new BaseMap({
      container: this.stage,
      style: this.style_(base),
      bounds: this.bounds(),
      fitBoundsOptions: { padding: 48, maxZoom: 5 },
      maxZoom: CLOSEST,
      attributionControl: false, // said beneath, in the reader's language
      cooperativeGestures: false,
      scrollZoom: false, // the wheel is the page's
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
      locale: { 'Map.Title': this.getAttribute('label') ?? '' },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    const canvas = this.map.getCanvas();
    canvas.title = say('Arrow keys move, plus and minus zoom, 0 shows all. Tab goes through the places.');
    canvas.addEventListener('keydown', (event) => {
      if (event.key === '0') this.whole();
    });
    await /** @type {Promise<void>} */ (new Promise((done, fail) => {
      this.map?.once('load', () => done());
      this.map?.once('error', (event) => fail(event.error));
    }));
    this.marks();
    this.map.on('moveend', () => this.names());
    this.map.on('resize', () => this.names());
    this.show();
  }

  /** @param {unknown} base @returns {any} */
  style_(base) {
    const colour = (/** @type {string} */ name) => this.colour(name);
    return {
      version: 8,
      sources: {
        base: { type: 'geojson', data: base, tolerance: 0.2 },
        timely: { type: 'geojson', data: this.timelyNow() },
      },
      layers: [
        { id: 'sea', type: 'background', paint: { 'background-color': colour('sea') } },
        { id: 'land', type: 'fill', source: 'base', filter: ['==', ['get', 'kind'], 'land'], paint: { 'fill-color': colour('land') } },
        { id: 'coast', type: 'line', source: 'base', filter: ['==', ['get', 'kind'], 'land'], paint: { 'line-color': colour('coast'), 'line-width': 0.8 } },
        { id: 'border', type: 'line', source: 'base', filter: ['==', ['get', 'kind'], 'border'], paint: { 'line-color': colour('coast'), 'line-width': 1 } },
        { id: 'disputed', type: 'line', source: 'base', filter: ['==', ['get', 'kind'], 'disputed'], paint: { 'line-color': colour('ink'), 'line-width': 1.4, 'line-dasharray': [3, 2.5] } },
        {
          id: 'looks', type: 'circle', source: 'timely', filter: ['==', ['get', 'kind'], 'look'],
          paint: { 'circle-radius': 14, 'circle-color': colour('accent'), 'circle-opacity': 0.14, 'circle-stroke-color': colour('accent'), 'circle-stroke-width': 2 },
        },
        {
          id: 'observations', type: 'circle', source: 'timely', filter: ['==', ['get', 'kind'], 'observation'],
          paint: { 'circle-radius': 5, 'circle-color': colour('warn'), 'circle-stroke-color': colour('card'), 'circle-stroke-width': 1.5 },
        },
      ],
    };
  }

  /** Places and systems: they stand still, and are links. @returns {Feature[]} */
  standing() {
    return this.data.features.filter((one) => one.properties.kind === 'place' || one.properties.kind === 'system');
  }

  /** Looks and observations of the moment of the slider. @returns {Data} */
  timelyNow() {
    const step = this.data.slider?.step ?? 0;
    const features = this.data.features.filter(({ properties: one }) => {
      if (one.kind !== 'look' && one.kind !== 'observation') return false;
      return !this.data.slider || ((one.from ?? -Infinity) < this.at + step && (one.to ?? Infinity) >= this.at);
    });
    return { type: 'FeatureCollection', features };
  }

  /** @returns {[[number, number], [number, number]]} */
  bounds() {
    const points = this.data.features.map((one) => one.geometry.coordinates);
    if (!points.length) return [[-15, 30], [60, 70]];
    const lon = points.map((one) => one[0]);
    const lat = points.map((one) => one[1]);
    return [[Math.min(...lon) - 2, Math.min(...lat) - 1.5], [Math.max(...lon) + 2, Math.max(...lat) + 1.5]];
  }

  whole() {
    this.map?.fitBounds(this.bounds(), { padding: 48, maxZoom: 5, animate: !matchMedia('(prefers-reduced-motion: reduce)').matches });
  }

  marks() {
    for (const { geometry, properties: one } of this.standing()) {
      const mark = document.createElement(one.href ? 'a' : 'span');
      if (mark instanceof HTMLAnchorElement && one.href) mark.href = one.href;
      const words = [one.name, one.state ? say(one.state) : say(one.kind), one.said].filter(Boolean).join(', ');
      mark.className = `map-mark ${one.kind} ${one.state ?? ''}`;
      mark.title = words;
      const sign = document.createElement('span');
      sign.setAttribute('aria-hidden', 'true');
      sign.textContent = SIGNS[one.state ?? ''] ?? '●';
      const name = document.createElement('span');
      name.className = 'name';
      name.textContent = one.name;
      mark.setAttribute('aria-label', words);
      mark.append(sign, name);
      if (this.map) {
        const set = new Marker({ element: mark, anchor: 'left', offset: [-10, 0] }).setLngLat(geometry.coordinates).addTo(this.map);
        set.getElement().setAttribute('aria-label', words);
        if (one.href) set.getElement().removeAttribute('role');
        else set.getElement().setAttribute('role', 'img');
        set.getElement().removeAttribute('tabindex');
      }
    }
    this.names();
  }

  /** Names that would stand on another are left out, those of lit places before others kept; nearer there is room, and title and list say them all. */
  names() {
    const marks = [...this.stage.querySelectorAll('.map-mark')].sort((a, b) => Number(b.classList.contains('lit')) - Number(a.classList.contains('lit')));
    for (const mark of marks) mark.classList.remove('crowded');
    const boxes = marks.map((mark) => mark.querySelector('.name')?.getBoundingClientRect());
    /** @type {DOMRect[]} */
    const kept = [];
    for (const [at, box] of boxes.entries()) {
      if (!box) continue;
      if (kept.some((one) => box.left < one.right && one.left < box.right && box.top < one.bottom && one.top < box.bottom)) marks[at].classList.add('crowded');
      else kept.push(box);
    }
  }

  /** @param {Slider} slider */
  slide(slider) {
    const box = document.createElement('div');
    box.className = 'map-slider';
    const label = document.createElement('label');
    label.textContent = say('Time');
    const range = document.createElement('input');
    range.type = 'range';
    range.min = String(slider.from);
    range.max = String(slider.to);
    range.step = String(slider.step);
    range.value = String(slider.now);
    range.id = `map-time-${Math.random().toString(36).slice(2)}`;
    label.htmlFor = range.id;
    const said = document.createElement('output');
    said.htmlFor.add(range.id);
    const play = document.createElement('button');
    play.type = 'button';
    play.className = 'button';
    play.textContent = say('Play');
    const move = () => {
      this.at = Number(range.value);
      said.textContent = moment(this.at);
      range.setAttribute('aria-valuetext', moment(this.at));
      this.show();
    };
    const stop = () => {
      clearInterval(this.playing);
      this.playing = undefined;
      play.textContent = say('Play');
    };
    range.addEventListener('input', () => {
      stop();
      move();
    });
    play.addEventListener('click', () => {
      if (this.playing) return stop();
      if (Number(range.value) >= slider.to) range.value = String(slider.from);
      play.textContent = say('Stop');
      this.playing = setInterval(() => {
        range.value = String(Number(range.value) + slider.step);
        move();
        if (Number(range.value) + slider.step > slider.to) stop();
      }, PLAY_MS);
    });
    this.timely = document.createElement('p');
    this.timely.className = 'small';
    this.timely.setAttribute('aria-live', 'polite');
    box.append(label, range, said, play);
    this.under.append(box, this.timely);
    move();
  }

  /** What is there at the moment of the slider, on the map and in words. */
  show() {
    const now = this.timelyNow();
    const source = /** @type {any} */ (this.map?.getSource('timely'));
    source?.setData(now);
    if (!this.timely) return;
    const said = now.features.map(({ properties: one }) => `${say(one.kind)}: ${[one.name, one.said].filter(Boolean).join(', ')}`);
    this.timely.textContent = said.length ? said.slice(0, 8).join('; ') + (said.length > 8 ? ` … (${said.length})` : '') : '–';
  }

  notes() {
    const words = document.createElement('p');
    words.className = 'small soft map-notes';
    words.textContent = [...(this.data.notes ?? [say('Coasts and borders: Natural Earth.')]), `┄ ${say('disputed border')}.`].join(' ');
    this.under.append(words);
  }

  recolour() {
    const { map } = this;
    if (!map) return;
    const style = this.style_(null);
    for (const layer of style.layers) for (const [name, value] of Object.entries(layer.paint)) map.setPaintProperty(layer.id, /** @type {any} */ (name), value);
  }

  resize() {
    this.map?.resize();
  }

  put() {
    clearInterval(this.playing);
    this.map?.remove();
    this.map = null;
  }
}

customElements.define('tocsin-map', Places);
