// A <details class="dialog"> unfolds in place without script; with it, its sheet opens as a modal dialog, and what was typed stays when it is closed.

/** What puts the sheet of a dialog back that is closing: the browser says so a moment after it gave the focus back.
 * @type {WeakMap<HTMLDetailsElement, () => void>} */
const closing = new WeakMap();

/** @param {HTMLDetailsElement} details */
function open(details) {
  closing.get(details)?.();
  const sheet = /** @type {HTMLElement | null} */ (details.querySelector(':scope > .sheet'));
  if (!sheet) return;
  const dialog = document.createElement('dialog');
  const title = sheet.querySelector('h2');
  if (title?.id) dialog.setAttribute('aria-labelledby', title.id);
  const closer = document.createElement('button');
  closer.type = 'button';
  closer.className = 'button quiet closer';
  closer.textContent = details.dataset.close ?? '×';
  closer.addEventListener('click', () => dialog.close());
  dialog.append(closer, sheet);
  const restore = () => {
    closing.delete(details);
    details.append(sheet);
    dialog.remove();
  };
  closing.set(details, restore);
  dialog.addEventListener('close', () => {
    if (closing.get(details) !== restore) return;
    restore();
    /** @type {HTMLElement | null} */ (details.querySelector('summary'))?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}

export function startDialogs() {
  document.addEventListener('click', (event) => {
    const summary = event.target instanceof Element ? event.target.closest('details.dialog > summary') : null;
    if (!summary) return;
    event.preventDefault();
    open(/** @type {HTMLDetailsElement} */ (summary.parentElement));
  });
  // A form that came back with errors is rendered open: show it as the dialog it was.
  const returned = document.querySelector('details.dialog[open]');
  if (returned instanceof HTMLDetailsElement) {
    returned.open = false;
    open(returned);
  }
}
