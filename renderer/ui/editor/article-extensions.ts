import { Extension, type Extensions, Mark, mergeAttributes } from '@tiptap/core';
import { TableKit } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { FigureNode } from './figure-node.tsx';

const Superscript = Mark.create({
  name: 'superscript',
  excludes: 'subscript',
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', mergeAttributes(HTMLAttributes), 0],
});

const Subscript = Mark.create({
  name: 'subscript',
  excludes: 'superscript',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: ({ HTMLAttributes }) => ['sub', mergeAttributes(HTMLAttributes), 0],
});

const alignments = new Set(['center', 'right', 'justify']);

/** Alignment of paragraphs as a class: a style attribute would break the page's policy. */
const ParagraphAlignment = Extension.create({
  name: 'paragraphAlignment',
  addGlobalAttributes: () => [
    {
      types: ['paragraph'],
      attributes: {
        textAlign: {
          default: null,
          parseHTML: (element) => (alignments.has(element.style.textAlign) ? element.style.textAlign : null),
          renderHTML: ({ textAlign }) => (typeof textAlign === 'string' ? { class: `align-${textAlign}` } : {}),
        },
      },
    },
  ],
});

/** Exactly the nodes and marks of the article model; what the model lacks, the editor cannot make. */
export const articleExtensions: Extensions = [
  StarterKit.configure({
    code: false,
    codeBlock: false,
    trailingNode: false,
    heading: { levels: [2, 3, 4] },
    link: { openOnClick: false, autolink: false, linkOnPaste: false, protocols: ['http', 'https', 'mailto', 'tel'] },
  }),
  TableKit.configure({ table: { resizable: false } }),
  ParagraphAlignment,
  Superscript,
  Subscript,
  FigureNode,
];
