// The switch between light, dark and the system's: a form that the server answers with a cookie; here it is done without leaving the page.

/** @param {string} theme light, dark or auto */
function wear(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  document.dispatchEvent(new CustomEvent('tocsin:theme'));
}

export function startTheme() {
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches('form[data-theme-switch]')) return;
    event.preventDefault();
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    const body = new FormData(form, button);
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
    if (!answer.ok && answer.type !== 'opaqueredirect') return form.submit();
    const theme = String(body.get('theme'));
    wear(theme);
    for (const other of form.querySelectorAll('button[name="theme"]')) {
      other.setAttribute('aria-pressed', String(other.getAttribute('value') === theme));
    }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => document.dispatchEvent(new CustomEvent('tocsin:theme')));
}
