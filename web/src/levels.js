// Level of detail: of long series only what a screen can show is drawn, and no extreme is lost (min/max by bucket, in the order in which they came).

const GROWTH = 4; // points of a level to one of the next

/** @typedef {{low: Float64Array, high: Float64Array, rising: Uint8Array}} Level  rising: the lowest came before the highest; NaN: nothing in the bucket */

/**
 * The levels of one series, finest first; each bucket of level k holds 4^(k+1) points. Built once: O(n).
 * @param {ArrayLike<number | null>} values
 * @param {number} least no level shorter than this
 * @returns {Level[]}
 */
export function levels(values, least = 512) {
  const found = [];
  let before = /** @type {Level | null} */ (null);
  let length = values.length;
  while (length / GROWTH >= least) {
    const count = Math.ceil(length / GROWTH);
    const level = { low: new Float64Array(count), high: new Float64Array(count), rising: new Uint8Array(count) };
    for (let n = 0; n < count; n += 1) {
      let low = NaN;
      let high = NaN;
      let lowAt = -1;
      let highAt = -1;
      const end = Math.min(length, (n + 1) * GROWTH);
      for (let m = n * GROWTH; m < end; m += 1) {
        const bottom = before ? before.low[m] : values[m];
        const top = before ? before.high[m] : values[m];
        if (bottom == null || top == null || Number.isNaN(bottom)) continue;
        if (!(bottom >= low)) {
          low = bottom;
          lowAt = 2 * m + (before && !before.rising[m] ? 1 : 0);
        }
        if (!(top <= high)) {
          high = top;
          highAt = 2 * m + (before && before.rising[m] ? 1 : 0);
        }
      }
      level.low[n] = low;
      level.high[n] = high;
      level.rising[n] = lowAt <= highAt ? 1 : 0;
    }
    found.push(level);
    before = level;
    length = count;
  }
  return found;
}

/** The first index whose time is not before `at`. @param {ArrayLike<number>} times @param {number} at */
export function since(times, at) {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * What to draw between two moments with about `room` points: times, and each series at them (null: nothing known).
 * @param {ArrayLike<number>} times ascending
 * @param {{values: ArrayLike<number | null>, levels: Level[]}[]} series
 * @param {number} from @param {number} to @param {number} room
 * @returns {[number[], ...(number | null)[][]]}
 */
export function shown(times, series, from, to, room) {
  const first = Math.max(0, since(times, from) - 1);
  const last = Math.min(times.length, since(times, to) + 2);
  let depth = 0; // 0: the points themselves
  let size = 1;
  while ((last - first) / size > (depth ? room / 2 : room) && depth < (series[0]?.levels.length ?? 0)) {
    depth += 1;
    size *= GROWTH;
  }
  if (!depth) {
    const at = Array.prototype.slice.call(times, first, last);
    return [at, ...series.map((one) => Array.prototype.slice.call(one.values, first, last))];
  }
  const begin = Math.floor(first / size);
  const end = Math.min(Math.ceil(last / size), series[0].levels[depth - 1].low.length);
  const count = end - begin;
  const at = new Array(2 * count);
  for (let n = 0; n < count; n += 1) {
    const start = (begin + n) * size;
    at[2 * n] = times[start];
    at[2 * n + 1] = times[Math.min(times.length - 1, start + (size >> 1))];
  }
  const drawn = series.map((one) => {
    const level = one.levels[depth - 1];
    const values = new Array(2 * count);
    for (let n = 0; n < count; n += 1) {
      const low = level.low[begin + n];
      const high = level.high[begin + n];
      const known = !Number.isNaN(low);
      values[2 * n] = known ? (level.rising[begin + n] ? low : high) : null;
      values[2 * n + 1] = known ? (level.rising[begin + n] ? high : low) : null;
    }
    return values;
  });
  return [at, ...drawn];
}
