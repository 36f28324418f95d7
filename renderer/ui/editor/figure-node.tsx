import { mergeAttributes, Node } from '@tiptap/core';
import { type NodeViewProps, NodeViewWrapper, ReactNodeViewRenderer } from '@tiptap/react';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { useWords } from '../../i18n/use-words.ts';
import { blobAddress } from '../blob-address.ts';

const figureAttributes = z.object({ sha256: z.string(), alt: z.string(), caption: z.string() });

/** A picture with its caption and text alternative, both edited in place. */
export const FigureNode = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    sha256: { default: null },
    mediaType: { default: null },
    alt: { default: '' },
    caption: { default: '' },
    width: { default: null },
    height: { default: null },
  }),
  // Pictures enter through intake alone: pasted markup cannot name a blob.
  parseHTML: () => [],
  renderHTML: ({ HTMLAttributes }) => ['figure', mergeAttributes({ 'data-figure': HTMLAttributes['sha256'] })],
  addNodeView: () => ReactNodeViewRenderer(FigureView),
});

function FigureView({ node, editor, updateAttributes, selected }: NodeViewProps): ReactNode {
  const { t } = useWords();
  const { sha256, alt, caption } = figureAttributes.parse(node.attrs);
  const editable = editor.isEditable;
  return (
    <NodeViewWrapper as="figure" className={selected ? 'figure figure-selected' : 'figure'}>
      <img src={blobAddress(sha256)} alt={alt} draggable={false} />
      {editable ? (
        <figcaption className="figure-fields">
          <input
            aria-label={t('editor:figure.caption')}
            placeholder={t('editor:figure.caption')}
            value={caption}
            onChange={(event) => updateAttributes({ caption: event.currentTarget.value })}
          />
          <input
            aria-label={t('editor:figure.alt')}
            placeholder={t('editor:figure.altPlaceholder')}
            value={alt}
            onChange={(event) => updateAttributes({ alt: event.currentTarget.value })}
          />
        </figcaption>
      ) : (
        <figcaption>{caption}</figcaption>
      )}
    </NodeViewWrapper>
  );
}
