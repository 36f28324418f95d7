import {
  type CSSVariablesResolver,
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  type MantineColorsTuple,
  mergeMantineTheme,
  Tooltip,
} from '@mantine/core';
import { readDay } from './read-day.ts';

/** The one accent, a deep teal; 7 carries white text on light, 6 on dark. */
const accent: MantineColorsTuple = [
  '#edf6f6',
  '#d6eaeb',
  '#afd5d8',
  '#82bcc1',
  '#63aeb5',
  '#368a92',
  '#1f737c',
  '#0f5f68',
  '#0b4d55',
  '#083b41',
];
/** Harm alone. */
const red: MantineColorsTuple = [
  '#fdf0ef',
  '#fadcda',
  '#f2b8b5',
  '#e98f8a',
  '#ef8b84',
  '#d2453c',
  '#b8322a',
  '#a52820',
  '#8a1f19',
  '#6d1813',
];
/** Time alone: deadlines, waiting, holding. */
const amber: MantineColorsTuple = [
  '#fdf6e6',
  '#f9e9c3',
  '#f0d28c',
  '#e4b64f',
  '#d9a431',
  '#b37f12',
  '#946607',
  '#7c5504',
  '#634403',
  '#4b3302',
];
const gray: MantineColorsTuple = [
  '#f6f8f8',
  '#eef1f1',
  '#e2e6e7',
  '#d1d7d8',
  '#b6bec0',
  '#7d878a',
  '#586266',
  '#424b4e',
  '#2b3234',
  '#1a1f21',
];
const dark: MantineColorsTuple = [
  '#dce1e2',
  '#bcc4c6',
  '#9ba5a8',
  '#7f8a8d',
  '#434c4f',
  '#353d3f',
  '#282e30',
  '#1d2224',
  '#171b1d',
  '#111516',
];

/** Sizes are rem at 16 px; the interface reads at 13–14 px on a 4 px grid, with room for diacritics above and below. */
export const theme = createTheme({
  colors: { accent, red, amber, gray, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: '#1a1f21',
  fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', Consolas, monospace",
  headings: { fontFamily: "'Be Vietnam Pro', system-ui, sans-serif", fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.55', lg: '1.6', xl: '1.6' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.5rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    DateInput: { defaultProps: { dateParser: readDay, valueFormat: 'DD/MM/YYYY' } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 100 }, overlayProps: { opacity: 0.4 } } },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Tooltip: Tooltip.extend({
      defaultProps: {
        multiline: true,
        maw: 360,
        openDelay: 300,
        transitionProps: { duration: 80 },
        events: { hover: true, focus: true, touch: true },
      },
    }),
  },
});

/** Where the component set's own choice of neutral would miss AA contrast. */
const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': 'var(--mantine-color-red-7)',
    '--mantine-color-default-border': 'var(--mantine-color-gray-4)',
    '--mantine-color-disabled-color': 'var(--mantine-color-gray-6)',
  },
  dark: {
    '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-disabled-color': 'var(--mantine-color-dark-2)',
    '--mantine-primary-color-contrast': 'var(--mantine-color-white)',
  },
});

/** The theme's variables as a style sheet; shipped as a file because the policy of the page forbids injecting it. */
export function themeStyleSheet(): string {
  const whole = mergeMantineTheme(DEFAULT_THEME, theme);
  const base = defaultCssVariablesResolver(whole);
  const own = resolver(whole);
  const css = convertCssVariables({
    variables: { ...base.variables, ...own.variables },
    light: { '--mantine-color-scheme': 'light', ...base.light, ...own.light },
    dark: { '--mantine-color-scheme': 'dark', ...base.dark, ...own.dark },
  });
  const lines = css
    .replaceAll(/\s*\{\s*/g, ' {\n')
    .replaceAll(/;\s*/g, ';\n')
    .replaceAll(/^(--.*)$/gm, '  $1')
    .replaceAll(/\n{2,}/g, '\n')
    .replaceAll('}', '}\n')
    .trimStart();
  return `/* biome-ignore-all format: written by themeStyleSheet and compared with it by a test */\n${lines}`;
}
