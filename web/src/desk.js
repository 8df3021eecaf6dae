// What every page loads: the style sheet, htmx, the theme switch, dialogs and live notices.
import './style/desk.css';
import htmx from 'htmx.org';
import { startDialogs } from './dialogs.js';
import { startElements } from './elements.js';
import { startLive } from './live.js';
import { startTheme } from './theme.js';

htmx.config.includeIndicatorCSS = false;
startTheme();
startDialogs();
startElements();
startLive(htmx);
document.documentElement.dataset.script = 'ready';
