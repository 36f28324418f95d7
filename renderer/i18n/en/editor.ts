import type { editor as vietnamese } from '../vi/editor.ts';
import type { Wording } from '../wording.ts';

/** The editor of an article's body. */
export const editor: Wording<typeof vietnamese> = {
  body: 'Text of the item',
  figure: {
    caption: 'Caption',
    alt: 'Description for those who cannot see the image',
    altPlaceholder: 'Description of the image (not shown on the page)',
  },
  link: {
    address: 'Link address',
    refused: 'The address must begin with https://, http://, mailto: or tel:',
    apply: 'Set link',
    cancel: 'Cancel',
  },
  toolbar: {
    label: 'Formatting',
    block: 'Paragraph style',
    paragraph: 'Paragraph',
    heading: 'Heading level {{level}}',
    bold: 'Bold (Ctrl+B)',
    italic: 'Italic (Ctrl+I)',
    underline: 'Underline (Ctrl+U)',
    strike: 'Strikethrough',
    superscript: 'Superscript',
    subscript: 'Subscript',
    link: 'Link',
    unlink: 'Remove link',
    bulletList: 'List',
    orderedList: 'Numbered list',
    blockquote: 'Quotation',
    center: 'Centre',
    image: 'Add image',
    table: 'Add table',
    rowAfter: 'Add row below',
    columnAfter: 'Add column to the right',
    deleteRow: 'Delete row',
    deleteTable: 'Delete table',
    undo: 'Undo (Ctrl+Z)',
    redo: 'Redo (Ctrl+Y)',
  },
};
