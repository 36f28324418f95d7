import { expect, test } from 'vitest';
import { themeStyleSheet } from './theme.ts';

test('the shipped variables are those of the theme (refresh with `vitest run -u renderer/ui/theme.test.ts`)', async () => {
  await expect(themeStyleSheet()).toMatchFileSnapshot('../styles/theme-variables.css');
});
