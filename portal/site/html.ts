import { escapeHtml } from '#shared/content/html-out.ts';

/** Markup that is safe to send: made by the `html` template, or declared so by `trusted`. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** What a template accepts between its strings; everything but `Html` is escaped, nothing-values print nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

/** Markup with every inserted value escaped, for element content and double-quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += printed(value) + (strings[index + 1] ?? '');
  });
  return new Html(text);
}

/** Declares text to be markup already; only for the output of another printer that escapes. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

/** A value as JSON inside a script element that browsers read as data; no character can end the element. */
export function jsonScript(type: 'application/ld+json', value: unknown): Html {
  const text = JSON.stringify(value).replace(/</g, '\\u003c').replace(/>/g, '\\u003e').replace(/&/g, '\\u0026');
  return new Html(`<script type="${type}">${text}</script>`);
}

function printed(value: Content): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (value === false || value === null || value === undefined) return '';
  return value.map(printed).join('');
}
