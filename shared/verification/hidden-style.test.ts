import { expect, test } from 'vitest';
import { embeddedStyles, StylesTooCostly, styleEffect } from './hidden-style.ts';

test.each([
  'display:none',
  'DISPLAY : None !important',
  'color:red; display: none',
  'visibility: hidden',
  'opacity: 0',
  'opacity:0.01',
  'font-size:0',
  'font-size: 1px',
  'font-size:0.1em',
  'position:absolute; left:-9999px',
  'text-indent: -5000px',
  'clip: rect(0 0 0 0)',
  'clip: rect(1px, 1px, 1px, 1px)',
  'clip-path: inset(50%)',
  'transform: scale(0)',
  'height:0;overflow:hidden',
  'overflow: hidden; max-height: 1px',
  'color: transparent',
  'color:#123456;background-color:#123456',
])('%s hides', (style) => {
  expect(styleEffect(style).hides).toBe(true);
});

test.each([
  '',
  'display:block',
  'opacity:0.9',
  'opacity:1',
  'font-size:10px',
  'font-size:0.9em',
  'font-size:100%',
  'left:-10px',
  'text-indent:-36pt',
  'margin-left: -15px',
  'height:100px;overflow:hidden',
  'color:#fff;background-color:#036',
  'text-decoration:none',
])('%s shows', (style) => {
  expect(styleEffect(style).hides).toBe(false);
});

const element = (name: string, classes: string[] = [], id = '') => ({ name, classes, id });

test('embedded rules hide by class, id and descendant, and print rules do not', () => {
  const styles = embeddedStyles([
    '/* a */ .off, p.gone{display:none} #x{visibility:hidden} .box .inner{opacity:0}',
    '@media print{.paper{display:none}} @media (max-width:9px){.small{font-size:0}} .hover:hover{display:none}',
  ]);
  const hides = (self: ReturnType<typeof element>, ...ancestors: ReturnType<typeof element>[]): boolean =>
    styles.effect(self, () => ancestors).hides;
  expect({
    byClass: hides(element('span', ['off'])),
    tagAndClass: hides(element('p', ['gone'])),
    otherTag: hides(element('div', ['gone'])),
    byId: hides(element('div', [], 'x')),
    inside: hides(element('i', ['inner']), element('div', ['box'])),
    outside: hides(element('i', ['inner']), element('div')),
    printed: hides(element('div', ['paper'])),
    narrow: hides(element('div', ['small'])),
    hovered: hides(element('div', ['hover'])),
  }).toEqual({
    byClass: true,
    tagAndClass: true,
    otherTag: false,
    byId: true,
    inside: true,
    outside: false,
    printed: false,
    narrow: true,
    hovered: false,
  });
});

test('style sheets made to be costly are refused', () => {
  const styles = embeddedStyles([Array.from({ length: 5_000 }, (_, at) => `.a${at} .c{display:none}`).join('')]);
  expect(() => {
    for (let at = 0; at < 5_000; at += 1) styles.effect(element('p', ['c']), () => []);
  }).toThrow(StylesTooCostly);
});
