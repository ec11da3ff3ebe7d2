// What bench/console runs: node console.mjs DRIVER LINK RUNS
import { createRequire } from 'node:module';

const [driver, link, runs] = [process.argv[2], new URL(process.argv[3]), Number(process.argv[4])];
const { chromium } = createRequire(import.meta.url)(driver);

// The range of bench/api's measurements.
const end = Date.UTC(2026, 9, 1) / 1000;
const month = `from=${end - 30 * 86_400}&to=${end}`;
const pages = {
  overview: `/monitors/shop?${month}`,
  explorer: `/monitors/shop/explorer?${month}&group=country`,
};

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const row = (name, values, goal) =>
  console.log(`| ${name} | ${Math.round(median(values))} | ${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))} | ${goal} |`);

/** Nothing is loading, and what is drawn has been: the instant, milliseconds since the page was asked for. */
const drawn = (page) => page.waitForFunction(
  () => document.querySelector('canvas') && !document.querySelector('.iso-skeleton') && document.querySelector('h1') ? performance.now() : 0, null, { polling: 'raf' },
).then((handle) => handle.jsonValue());

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
// The content security policy lets no test code in; what is timed is the same.
const settings = { baseURL: link.origin, bypassCSP: true, viewport: { width: 1440, height: 900 } };

const admin = await browser.newContext(settings);
await admin.request.post('/api/setup', { data: { token: link.hash.slice(1), name: 'bench', password: 'a long password' }, headers: { Origin: link.origin } });
const state = await admin.storageState();

console.log('| The console, 5,000 city-networks × 30 days | median, ms | range | Goal |');
console.log('| --- | --- | --- | --- |');
let bytes = 0;
for (const [name, path] of Object.entries(pages)) {
  const painted = [], done = [];
  for (let run = 0; run < runs; run++) {
    // A context has no cache.
    const context = await browser.newContext({ ...settings, storageState: state });
    const page = await context.newPage();
    await page.goto(path, { waitUntil: 'commit' });
    done.push(await drawn(page));
    painted.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
    bytes = await page.evaluate(() => performance.getEntriesByType('resource').filter((one) => one.name.endsWith('.js')).reduce((sum, one) => sum + one.encodedBodySize, 0));
    await context.close();
  }
  row(`${name}: first contentful paint`, painted, '< 500');
  row(`${name}: all charts and maps drawn`, done, '< 1,200');
  console.log(`| ${name}: JavaScript, KB as sent | ${Math.round(bytes / 1024)} | | < 450 |`);
}

const context = await browser.newContext({ ...settings, storageState: state });
const page = await context.newPage();
await page.goto(pages.explorer);
await drawn(page);
const queries = [], redrawn = [];
for (let run = 0; run < runs; run++) {
  const countries = page.getByRole('table', { name: 'Totals by group' }).getByRole('button', { name: /^Country / });
  const answered = page.waitForResponse((response) => response.url().includes('/api/explorer?') && response.url().includes('Country'));
  const began = await countries.nth(run).evaluate((button) => {
    performance.clearResourceTimings();
    const now = performance.now();
    button.click();
    return now;
  });
  await (await answered).finished();
  await countries.nth(1).waitFor({ state: 'detached' });
  const ended = await drawn(page);
  const asked = await page.evaluate(() => performance.getEntriesByType('resource').filter((one) => one.name.includes('/api/explorer?')).map((one) => one.responseEnd - one.startTime));
  queries.push(Math.max(0, ...asked));
  redrawn.push(ended - began - Math.max(0, ...asked));
  await page.goBack();
  await drawn(page);
}
row('explorer: the query of a filter that was clicked', queries, '< 300');
row('explorer: from click to redraw, without the query', redrawn, '< 100');

await page.goto(pages.overview);
await drawn(page);
const frames = await page.locator('.iso-map canvas').first().evaluate(async (canvas) => {
  canvas.scrollIntoView();
  canvas.focus();
  const box = canvas.getBoundingClientRect();
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const taken = [];
  await frame();
  for (let input = 0; input < 60; input++) {
    const began = performance.now();
    canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: input < 30 ? -40 : 40, ctrlKey: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true }));
    await frame();
    await frame();
    taken.push((performance.now() - began) / 2);
  }
  return taken;
});
row('map: a frame while it is zoomed, 60 inputs', frames, 'one frame an input');
await browser.close();
