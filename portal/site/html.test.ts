import { expect, test } from 'vitest';
import { html, jsonScript, trusted } from './html.ts';

test('every inserted value is escaped unless it is markup already', () => {
  const hostile = `"><script>alert('1')</script>&`;
  const page = html`<p title="${hostile}">${hostile}${trusted('<b>x</b>')}${[1, ' ', html`<i>${'<'}</i>`]}${null}${false}</p>`;
  const escaped = `&quot;&gt;&lt;script&gt;alert('1')&lt;/script&gt;&amp;`;
  expect(page.text).toBe(`<p title="${escaped}">${escaped}<b>x</b>1 <i>&lt;</i></p>`);
});

test('no text can end a data script early, and its value comes back whole', () => {
  const value = { headline: '</script><script>alert(1)</script><!--' };
  const { text } = jsonScript('application/ld+json', value);
  const [, inner = ''] = /^<script type="application\/ld\+json">(.*)<\/script>$/s.exec(text) ?? [];
  expect({ closes: inner.includes('<'), value: JSON.parse(inner) }).toEqual({ closes: false, value });
});
