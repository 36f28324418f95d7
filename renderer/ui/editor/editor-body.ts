import type { JSONContent } from '@tiptap/core';
import { type Body, bodySchema } from '#shared/content/article.ts';

const keptAttributes: Readonly<Record<string, readonly string[]>> = {
  paragraph: ['textAlign'],
  heading: ['level'],
  orderedList: ['start'],
  tableCell: ['colspan', 'rowspan'],
  tableHeader: ['colspan', 'rowspan'],
  image: ['sha256', 'mediaType', 'alt', 'caption', 'width', 'height'],
  link: ['href'],
};

/** The editor's document as a body of the article model: editor-only attributes and empty lists are left out. */
export function bodyFromEditor(document: JSONContent): Body {
  return bodySchema.parse(kept(document));
}

/** A body as the editor reads it; the model is a part of what the editor understands. */
export function editorFromBody(body: Body): JSONContent {
  return structuredClone(body) as JSONContent;
}

function kept(node: JSONContent): JSONContent {
  const type = node.type ?? '';
  const attrs = chosen(type, node.attrs);
  const content = node.content?.map(kept) ?? [];
  const marks = node.marks?.map((mark) => {
    const markAttrs = chosen(mark.type, mark.attrs);
    return markAttrs === undefined ? { type: mark.type } : { type: mark.type, attrs: markAttrs };
  });
  return {
    type,
    ...(attrs === undefined ? {} : { attrs }),
    ...(content.length === 0 ? {} : { content }),
    ...(marks === undefined || marks.length === 0 ? {} : { marks }),
    ...(node.text === undefined ? {} : { text: node.text }),
  };
}

function chosen(type: string, attrs: JSONContent['attrs']): Record<string, unknown> | undefined {
  const entries = (keptAttributes[type] ?? []).flatMap((name) => {
    const value: unknown = attrs?.[name];
    return value === null || value === undefined ? [] : [[name, value] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
