import './theme/base.css';
import './theme/theme.css';
import { askEarly } from './api/early';
import { earlyPaths } from './shell/early';
import { pageAt } from './shell/pages';

// All that the first page needs is asked for at once, not each thing when the one before has come: the server works while scripts are read, and no chunk waits for another.
earlyPaths(window.location.pathname, window.location.search).forEach(askEarly);
const page = pageAt(window.location.pathname);
const parts = [page?.load(), page?.hasMap && import('./map/world').then((world) => world.loadWorld())];
// Whoever shows a part loads it too, and tells where that fails.
parts.forEach((one) => one && one.catch(() => {}));
void import('./main');
