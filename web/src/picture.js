// What the three elements share: they keep what the server put inside as text alternative, load their data, and follow the theme.
import { say } from './words.js';

const PATIENCE_MS = 180_000;

/** An element that draws what `src` holds. What stands inside stays readable: folded under the picture, or as it is where drawing fails. */
export class Picture extends HTMLElement {
  /** @type {HTMLElement} */
  stage;
  /** @type {HTMLElement} */
  bar;
  /** @type {HTMLElement} */
  under;
  /** @type {HTMLElement} what is said to who cannot see it, and changes */
  told;
  #begun = false;

  connectedCallback() {
    if (this.#begun) return;
    this.#begun = true;
    this.#begin().catch((error) => this.#fail(error));
  }

  disconnectedCallback() {
    document.removeEventListener('tocsin:theme', this.#worn);
    this.#watch?.disconnect();
    this.put();
  }

  #worn = () => {
    this.#colours.clear();
    this.recolour();
  };
  /** @type {ResizeObserver | undefined} */
  #watch;

  async #begin() {
    const src = this.getAttribute('src');
    if (!src) throw new Error('no src');
    const data = await this.#asked(src);
    if (!this.isConnected) return;
    this.#frame();
    await this.draw(data);
    document.addEventListener('tocsin:theme', this.#worn);
    let width = this.stage.clientWidth;
    this.#watch = new ResizeObserver(() => {
      if (this.stage.clientWidth !== width && this.stage.clientWidth > 0) {
        width = this.stage.clientWidth;
        this.resize();
      }
    });
    this.#watch.observe(this.stage);
    this.dataset.ready = '1';
    this.dispatchEvent(new CustomEvent('tocsin:drawn', { bubbles: true }));
  }

  /** What `src` holds. Where the server is still working it out (503), what stands inside stays, a line says so, and it is asked again.
   * @param {string} src @returns {Promise<unknown>} */
  async #asked(src) {
    /** @type {HTMLElement | null} */
    let note = null;
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const answer = await fetch(src, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
      if (answer.status !== 503 || Date.now() > until || !this.isConnected) {
        note?.remove();
        if (!answer.ok) throw new Error(`${src}: ${answer.status}`);
        return answer.json();
      }
      if (!note) {
        note = document.createElement('p');
        note.className = 'small soft';
        note.setAttribute('role', 'status');
        note.textContent = say('This is being worked out; it appears by itself.');
        this.prepend(note);
      }
      const wait = Number(answer.headers.get('retry-after')) || 2;
      await new Promise((done) => setTimeout(done, Math.min(30, wait) * 1000));
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    this.dataset.failed = error instanceof Error ? error.message : String(error);
    this.put();
    const alternative = this.querySelector(':scope > details.alternative');
    if (alternative) {
      alternative.querySelector('summary')?.remove();
      this.replaceChildren(...alternative.childNodes);
    }
    const note = document.createElement('p');
    note.className = 'small soft';
    note.textContent = say('It could not be loaded. What is below says the same in words.');
    this.prepend(note);
  }

  /** The picture above, what the server put inside folded beneath. */
  #frame() {
    const label = this.getAttribute('label') ?? '';
    const alternative = document.createElement('details');
    alternative.className = 'alternative';
    const summary = document.createElement('summary');
    summary.textContent = say('Show the table');
    alternative.append(summary, ...this.childNodes);
    this.bar = document.createElement('div');
    this.bar.className = 'picture-bar';
    this.stage = document.createElement('div');
    this.stage.className = 'picture-stage';
    this.stage.setAttribute('role', 'group');
    this.stage.setAttribute('aria-label', label);
    this.under = document.createElement('div');
    this.under.className = 'picture-under';
    this.told = document.createElement('p');
    this.told.className = 'visually-hidden';
    this.told.setAttribute('aria-live', 'polite');
    this.append(this.bar, this.stage, this.under, this.told);
    if (alternative.childNodes.length > 1) this.append(alternative);
  }

  /** A button of the bar. @param {string} words @param {string} sign @param {() => void} act */
  button(words, sign, act) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'button quiet';
    button.title = say(words);
    button.setAttribute('aria-label', say(words));
    button.textContent = sign;
    button.addEventListener('click', act);
    this.bar.append(button);
    return button;
  }

  /** The stage takes the focus and says how it is moved. @param {string} how */
  focusable(how) {
    this.stage.tabIndex = 0;
    this.stage.title = say(how);
    const hint = document.createElement('span');
    hint.className = 'visually-hidden';
    hint.id = `hint-${Math.random().toString(36).slice(2)}`;
    hint.textContent = say(how);
    this.append(hint);
    this.stage.setAttribute('aria-describedby', hint.id);
  }

  /** @type {Map<string, string>} */
  #colours = new Map();

  /** A colour of the style sheet as the theme has it now; asked once, for asking makes the browser lay out. @param {string} name without its dashes */
  colour(name) {
    const held = this.#colours.get(name);
    if (held) return held;
    this.stage.style.color = `var(--${name})`;
    const found = getComputedStyle(this.stage).color;
    this.stage.style.color = '';
    this.#colours.set(name, found);
    return found;
  }

  /** Draw it. @param {any} _data */
  async draw(_data) {}
  /** Draw it in the colours of the theme. */
  recolour() {}
  /** Draw it in the new width. */
  resize() {}
  /** Let go of what was drawn. */
  put() {}
}
