// @vitest-environment node
import { generateThemeStylesheet } from '@cloudscape-design/components/theming';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { theme } from './theme';

const file = new URL('./theme.css', import.meta.url);

// The names of Cloudscape's variables carry hashes that change with its releases. After an upgrade: THEME=write npx vitest run src/theme
test('the committed style sheet is what the theme generates with the installed Cloudscape', () => {
  const css = generateThemeStylesheet({ theme });
  if (process.env.THEME === 'write') writeFileSync(file, `${css}\n`);
  expect(readFileSync(file, 'utf8').trim()).toBe(css.trim());
});
