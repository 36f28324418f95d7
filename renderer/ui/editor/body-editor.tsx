import { EditorContent, useEditor } from '@tiptap/react';
import DOMPurify from 'dompurify';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Body } from '#shared/content/article.ts';
import { articleExtensions } from './article-extensions.ts';
import './editor.css';
import { useWords } from '../../i18n/use-words.ts';
import { bodyFromEditor, editorFromBody } from './editor-body.ts';
import { EditorToolbar } from './editor-toolbar.tsx';

interface BodyEditorProps {
  readonly body: Body;
  readonly editable: boolean;
  readonly language: 'vi' | 'en';
  readonly onChange: (body: Body) => void;
  /** Brings a picture into the store and answers with its attributes, or null when it was not accepted. */
  readonly onPickImage: (file: File) => Promise<Record<string, unknown> | null>;
}

/** Markup that survives a paste: structure and emphasis, never styles, classes or pictures. */
const pasteRules = {
  ALLOWED_TAGS: [
    ...['p', 'br', 'h1', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'hr', 'a'],
    ...['strong', 'b', 'em', 'i', 'u', 's', 'sup', 'sub'],
    ...['table', 'thead', 'tbody', 'tr', 'td', 'th'],
  ],
  ALLOWED_ATTR: ['href', 'colspan', 'rowspan', 'start'],
};

/** The body of an article, read or edited in place; it never sets markup as a string. */
export function BodyEditor({ body, editable, language, onChange, onPickImage }: BodyEditorProps): ReactNode {
  const { t } = useWords();
  const emitted = useRef<Body | null>(null);
  const editor = useEditor({
    extensions: articleExtensions,
    content: editorFromBody(body),
    editable,
    injectCSS: false,
    immediatelyRender: true,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: { class: 'document', lang: language, spellcheck: 'true', 'aria-label': t('editor:body') },
      transformPastedHTML: (html) => DOMPurify.sanitize(html, pasteRules),
    },
    onUpdate: ({ editor: changed }) => {
      const next = bodyFromEditor(changed.getJSON());
      emitted.current = next;
      onChange(next);
    },
  });

  // A tab hidden and shown again destroys the editor first; the next draw brings a new one with the same content.
  useEffect(() => {
    if (!editor.isDestroyed) editor.setEditable(editable, false);
  }, [editor, editable]);
  useEffect(() => {
    // What the editor itself told its parent must not come back and move the cursor.
    if (emitted.current === body || editor.isDestroyed) return;
    emitted.current = body;
    editor.commands.setContent(editorFromBody(body), { emitUpdate: false });
  }, [editor, body]);

  return (
    <div className="body-editor">
      {editable && <EditorToolbar editor={editor} onPickImage={onPickImage} />}
      <EditorContent editor={editor} />
    </div>
  );
}
