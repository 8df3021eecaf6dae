// Where the nodes of a directed graph stand: columns by the longest way from an origin, rows so that links cross little.
// After Sugiyama, Tagawa and Toda (1981): ranks, then barycentre sweeps. Cycles are cut where they are met.

/** @typedef {{from: string, to: string}} Edge */
/** @typedef {{x: number, y: number, rank: number, row: number}} Place */

const SWEEPS = 4;

/**
 * @param {string[]} ids in the order of the list beneath
 * @param {Edge[]} edges
 * @param {number} across pixels between columns @param {number} down between rows
 * @returns {Map<string, Place>}
 */
export function places(ids, edges, across, down) {
  const known = new Set(ids);
  const links = edges.filter((edge) => known.has(edge.from) && known.has(edge.to) && edge.from !== edge.to);
  const rank = ranks(ids, links);
  const columns = /** @type {string[][]} */ ([]);
  for (const id of ids) (columns[/** @type {number} */ (rank.get(id))] ??= []).push(id);
  for (let n = 0; n < columns.length; n += 1) columns[n] ??= [];
  const row = new Map(columns.flatMap((column) => column.map((id, n) => /** @type {[string, number]} */ ([id, n]))));
  const parents = by(links, 'to', 'from');
  const children = by(links, 'from', 'to');
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const forward = sweep % 2 === 0;
    for (const column of forward ? columns : [...columns].reverse()) settle(column, forward ? parents : children, row);
  }
  const tallest = Math.max(1, ...columns.map((column) => column.length));
  return new Map(
    columns.flatMap((column, x) =>
      column.map((id, y) => /** @type {[string, Place]} */ ([id, { x: x * across, y: (y + (tallest - column.length) / 2) * down, rank: x, row: y }])),
    ),
  );
}

/** @param {Edge[]} links @param {'from' | 'to'} key @param {'from' | 'to'} value @returns {Map<string, string[]>} */
export function by(links, key, value) {
  const found = /** @type {Map<string, string[]>} */ (new Map());
  for (const link of links) {
    const held = found.get(link[key]);
    if (held) held.push(link[value]);
    else found.set(link[key], [link[value]]);
  }
  return found;
}

/** Longest way from a root, by taking nodes whose parents are placed (Kahn 1962); what is left lies on a cycle and starts anew. @param {string[]} ids @param {Edge[]} links */
function ranks(ids, links) {
  const children = by(links, 'from', 'to');
  const open = new Map(ids.map((id) => /** @type {[string, number]} */ ([id, 0])));
  for (const link of links) open.set(link.to, (open.get(link.to) ?? 0) + 1);
  const rank = new Map(ids.map((id) => /** @type {[string, number]} */ ([id, 0])));
  const queue = ids.filter((id) => !open.get(id));
  const taken = new Set(queue);
  let spare = 0;
  for (let n = 0; n < ids.length; n += 1) {
    while (n >= queue.length && spare < ids.length) {
      if (!taken.has(ids[spare])) {
        queue.push(ids[spare]);
        taken.add(ids[spare]);
      }
      spare += 1;
    }
    const id = queue[n];
    for (const child of children.get(id) ?? []) {
      if (taken.has(child)) continue;
      rank.set(child, Math.max(rank.get(child) ?? 0, (rank.get(id) ?? 0) + 1));
      open.set(child, (open.get(child) ?? 1) - 1);
      if (!open.get(child)) {
        queue.push(child);
        taken.add(child);
      }
    }
  }
  return rank;
}

/** A column in the order of the middles of its neighbours; who has none keeps its place. @param {string[]} column @param {Map<string, string[]>} near @param {Map<string, number>} row */
function settle(column, near, row) {
  const middle = new Map(
    column.map((id) => {
      const around = near.get(id);
      return /** @type {[string, number]} */ ([id, around?.length ? around.reduce((sum, one) => sum + (row.get(one) ?? 0), 0) / around.length : row.get(id) ?? 0]);
    }),
  );
  column.sort((one, other) => (middle.get(one) ?? 0) - (middle.get(other) ?? 0));
  column.forEach((id, n) => row.set(id, n));
}
