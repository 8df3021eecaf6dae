// Makes the base map at build time from src/tocsin/library/map/outlines.txt, the file behind the maps of the brief: one source of borders.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const OUTLINES = resolve(import.meta.dirname, '../src/tocsin/library/map/outlines.txt');
const MODULE = 'virtual:basemap';

/** GeoJSON of land, borders and disputed lines; each row of the file is a kind, a first point and steps, in tenths of a degree. */
export function outlines(text) {
  const rings = { land: [], border: [], disputed: [] };
  for (const row of text.split('\n')) {
    if (!row || row.startsWith('#')) continue;
    const [kind, ...steps] = row.split(' ');
    let x = 0;
    let y = 0;
    rings[kind].push(
      steps.map((step) => {
        const [dx, dy] = step.split(',').map(Number);
        x += dx;
        y += dy;
        return [x / 10, y / 10];
      }),
    );
  }
  const feature = (kind, geometry) => ({ type: 'Feature', properties: { kind }, geometry });
  return {
    type: 'FeatureCollection',
    features: [
      ...nested(rings.land).map((polygon) => feature('land', { type: 'Polygon', coordinates: polygon })),
      feature('border', { type: 'MultiLineString', coordinates: rings.border }),
      feature('disputed', { type: 'MultiLineString', coordinates: rings.disputed }),
    ],
  };
}

/** Polygons from rings of either kind: a ring inside an odd number of others is a hole (an inland sea) of the smallest that holds it. */
export function nested(rings) {
  const closed = rings.map((ring) => (same(ring[0], ring.at(-1)) ? ring : [...ring, ring[0]]));
  const sized = closed.map((ring) => ({ ring, area: Math.abs(area(ring)) })).sort((one, other) => other.area - one.area);
  const polygons = [];
  sized.forEach(({ ring }, n) => {
    const holders = sized.slice(0, n).filter((other) => inside(ring[0], other.ring));
    if (holders.length % 2 === 0) polygons.push([ring]);
    else polygons.find((polygon) => polygon[0] === holders.at(-1).ring).push(ring);
  });
  return polygons;
}

const same = (one, other) => one[0] === other[0] && one[1] === other[1];

const area = (ring) => ring.reduce((sum, [x, y], n) => sum + (n ? ring[n - 1][0] * y - x * ring[n - 1][1] : 0), 0) / 2;

/** Whether a point lies inside a ring: rays to the east crossed an odd number of times. */
function inside([x, y], ring) {
  let within = false;
  for (let n = 1; n < ring.length; n += 1) {
    const [x0, y0] = ring[n - 1];
    const [x1, y1] = ring[n];
    if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) within = !within;
  }
  return within;
}

/** Vite plugin: `import url from 'virtual:basemap'` is the address of the GeoJSON. */
export function basemap() {
  let building = false;
  return {
    name: 'tocsin-basemap',
    configResolved(config) {
      building = config.command === 'build';
    },
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      const source = JSON.stringify(outlines(readFileSync(OUTLINES, 'utf8')));
      if (!building) return `export default 'data:application/json,${encodeURIComponent(source)}'`;
      const file = this.emitFile({ type: 'asset', name: 'basemap.json', source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
  };
}
