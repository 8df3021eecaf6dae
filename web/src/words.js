// What the elements say: the server writes it into the page in the reader's language; no sentence stands in the bundle.

/** @type {Record<string, string> | undefined} */
let held;

/** The words for an English key, with {values} put in. @param {string} english @param {Record<string, string | number>} [values] */
export function say(english, values = {}) {
  held ??= JSON.parse(document.getElementById('element-words')?.textContent || '{}');
  const words = /** @type {Record<string, string>} */ (held)[english] ?? english;
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, String(value)), words);
}

/** A probability as the page's language writes it: 62%, 0,11 %. @param {number} value */
export function percent(value) {
  const figures = value >= 0.1 ? 2 : value >= 0.01 ? 2 : 1;
  return new Intl.NumberFormat(document.documentElement.lang || 'en', { style: 'percent', maximumSignificantDigits: figures }).format(value);
}

/** A number as the page's language writes it. @param {number} value */
export function number(value) {
  return new Intl.NumberFormat(document.documentElement.lang || 'en', { maximumSignificantDigits: 4 }).format(value);
}

/** 2022-10-01 06:00 UTC. @param {number} seconds */
export function moment(seconds) {
  return `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
