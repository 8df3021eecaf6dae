// Live: server-sent events say which kinds of records are new; the page offers it and swaps only the parts that asked for one of those kinds,
// never one somebody types in. Events carry no content: what is shown comes from the page itself, asked for again.

const PART = '[id][data-live]';
const ALL = 'reload'; // too much is new to say what

/** @param {Element} part */
const kindsOf = (part) => (part.getAttribute('data-live') ?? '').split(/\s+/).filter(Boolean);

/** @param {Element} part @param {Set<string>} kinds */
function asks(part, kinds) {
  return kinds.has(ALL) || kindsOf(part).some((kind) => kinds.has(kind));
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

const WALL_MS = 300_000; // a wall screen is asked for anew this often, whatever was heard

const TURN_MS = 20_000; // what does not fit on a wall is shown screen by screen, each this long: nobody is there to scroll
const KEPT = 0.9; // of a screen is new at each turn: what was cut through at its end is seen whole

/** Turn to the next screenful of a page again and again, until somebody is there who scrolls or types themselves. */
function turnPages() {
  const turning = setInterval(() => {
    const end = document.documentElement.scrollHeight - innerHeight;
    if (end > 0) scrollTo({ top: scrollY >= end - 1 ? 0 : Math.min(end, scrollY + innerHeight * KEPT), behavior: 'instant' });
  }, TURN_MS);
  for (const sign of ['wheel', 'keydown', 'pointerdown']) addEventListener(sign, () => clearInterval(turning), { once: true, passive: true });
}

/** @param {any} htmx */
export function startLive(htmx) {
  if ('wall' in document.documentElement.dataset) {
    setTimeout(() => location.reload(), WALL_MS);
    turnPages();
  }
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

  /** @type {EventSource | null} */
  let source = null;
  let last = ''; // the id of the last event heard: a new line goes on after it
  /** @type {Set<string>} */
  let heard = new Set();
  const listen = () => {
    for (const kind of [ALL, ...[...document.querySelectorAll(PART)].flatMap(kindsOf)]) {
      if (heard.has(kind) || !source) continue;
      heard.add(kind);
      source.addEventListener(kind, (event) => {
        last = event.lastEventId || last;
        waiting.add(kind);
        offer();
      });
    }
  };
  const open = () => {
    if (source && source.readyState !== EventSource.CLOSED) return;
    source = new EventSource(last ? `${address}?after=${encodeURIComponent(last)}` : address);
    source.addEventListener('open', () => {
      document.documentElement.dataset.live = 'open';
    });
    source.addEventListener('hello', (event) => {
      last = last || event.lastEventId;
    });
    heard = new Set();
    listen();
  };
  const close = () => {
    source?.close();
    source = null;
    delete document.documentElement.dataset.live;
  };
  // A browser keeps six lines to one host: tabs that nobody looks at give theirs back, and go on where they were when they are looked at.
  const mind = () => (document.visibilityState === 'hidden' ? close() : open());
  mind();
  document.addEventListener('visibilitychange', mind);
  document.addEventListener('tocsin:renewed', listen);
  addEventListener('pagehide', close);
  addEventListener('pageshow', mind);
}
