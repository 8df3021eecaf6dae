// Live: server-sent events say that something is new; the page offers it and swaps only the parts that asked for it, never one somebody types in.

/** @typedef {{kind: string, ids?: string[]}} Change */

const PART = '[id][data-live]';

/** @param {Element} part @param {Set<string>} kinds */
function asks(part, kinds) {
  const wanted = (part.getAttribute('data-live') ?? '').split(/\s+/);
  return wanted.includes('any') || wanted.some((kind) => kinds.has(kind));
}

/** Whether somebody types here: a field in it has the focus, or says something else than the server sent. @param {Element} part */
function inUse(part) {
  if (part.contains(document.activeElement) && document.activeElement?.matches('input, select, textarea')) return true;
  return [...part.querySelectorAll('input, textarea, select')].some((field) => {
    if (field instanceof HTMLInputElement) return /^(checkbox|radio)$/.test(field.type) ? field.checked !== field.defaultChecked : field.type !== 'hidden' && field.value !== field.defaultValue;
    if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
    if (field instanceof HTMLSelectElement) {
      const preset = [...field.options].some((option) => option.defaultSelected);
      return [...field.options].some((option, n) => option.selected !== (preset ? option.defaultSelected : n === 0));
    }
    return false;
  });
}

/** @param {any} htmx @param {Set<string>} kinds @returns {Promise<number>} how many parts were left because they are in use */
async function renew(htmx, kinds) {
  const parts = [...document.querySelectorAll(PART)].filter((part) => asks(part, kinds));
  const free = parts.filter((part) => !inUse(part));
  if (free.length) {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, credentials: 'same-origin' });
    if (!answer.ok || answer.redirected) return location.reload(), 0; // signed out meanwhile: the server says so better
    const text = await answer.text();
    for (const part of free) {
      const select = `#${CSS.escape(part.id)}`;
      await htmx.swap({ text, target: part, select, swap: 'outerHTML', sourceElement: part });
    }
    document.dispatchEvent(new CustomEvent('tocsin:renewed'));
  }
  return parts.length - free.length;
}

/** @param {any} htmx */
export function startLive(htmx) {
  const address = document.body.dataset.events;
  const news = document.getElementById('news');
  if (!address || !news || !('EventSource' in window)) return;
  const words = news.querySelector('[data-words]');
  const button = news.querySelector('button');
  const wall = 'wall' in document.documentElement.dataset;
  /** @type {Set<string>} */
  const waiting = new Set();

  const said = (/** @type {string} */ name) => news.getAttribute(`data-${name}`) ?? '';
  const offer = () => {
    if (![...document.querySelectorAll(PART)].some((part) => asks(part, waiting))) return;
    if (wall) return void take();
    if (words) words.textContent = said('new');
    news.hidden = false;
  };
  const take = async () => {
    const kinds = new Set(waiting);
    waiting.clear();
    const left = await renew(htmx, kinds);
    if (left) for (const kind of kinds) waiting.add(kind);
    if (words) words.textContent = left ? said('kept') : '';
    news.hidden = !left;
  };
  button?.addEventListener('click', take);

  const source = new EventSource(address);
  source.addEventListener('open', () => {
    document.documentElement.dataset.live = 'open';
  });
  source.addEventListener('message', (event) => {
    try {
      const change = /** @type {Change} */ (JSON.parse(event.data));
      if (typeof change.kind !== 'string') return;
      waiting.add(change.kind);
      document.dispatchEvent(new CustomEvent('tocsin:heard', { detail: change.kind }));
    } catch {
      return; // a line that is no change says nothing
    }
    offer();
  });
  addEventListener('pagehide', () => source.close());
}
