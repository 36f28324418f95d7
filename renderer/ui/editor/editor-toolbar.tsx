import { ActionIcon, Group, Select, Tooltip } from '@mantine/core';
import {
  IconAlignCenter,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconColumnInsertRight,
  IconItalic,
  IconLink,
  IconLinkOff,
  IconList,
  IconListNumbers,
  IconPhotoPlus,
  IconRowInsertBottom,
  IconRowRemove,
  IconStrikethrough,
  IconSubscript,
  IconSuperscript,
  IconTablePlus,
  IconTrash,
  IconUnderline,
} from '@tabler/icons-react';
import { type Editor, useEditorState } from '@tiptap/react';
import { type ReactNode, useRef, useState } from 'react';
import type { dictionaries } from '../../i18n/i18n.ts';
import { useWords } from '../../i18n/use-words.ts';
import { LinkField } from './link-field.tsx';

interface EditorToolbarProps {
  readonly editor: Editor;
  readonly onPickImage: (file: File) => Promise<Record<string, unknown> | null>;
}

/** Names of buttons are the keys of their words; marks among them are named as the editor names them. */
type ToolName = keyof (typeof dictionaries)['vi']['editor']['toolbar'];

const levels = [2, 3, 4] as const;

/** Formatting of the body; every button has a name, its shortcut where there is one, and shows whether it is on. */
export function EditorToolbar({ editor, onPickImage }: EditorToolbarProps): ReactNode {
  const { t } = useWords();
  const picker = useRef<HTMLInputElement>(null);
  const [linking, setLinking] = useState(false);
  const state = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      block: levels.find((level) => now.isActive('heading', { level }))?.toString() ?? 'paragraph',
      marks: ['bold', 'italic', 'underline', 'strike', 'superscript', 'subscript', 'link'].filter((name) =>
        now.isActive(name),
      ),
      nodes: ['bulletList', 'orderedList', 'blockquote', 'table'].filter((name) => now.isActive(name)),
      centred: now.isActive('paragraph', { textAlign: 'center' }),
      href: String(now.getAttributes('link')['href'] ?? ''),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  });
  const chain = () => editor.chain().focus();
  const inTable = state.nodes.includes('table');

  const button = (name: ToolName, icon: ReactNode, run: () => void, on = false, disabled = false): ReactNode => (
    <Tooltip key={name} label={t(`editor:toolbar.${name}`)}>
      <ActionIcon
        variant={on ? 'light' : 'subtle'}
        color={on ? 'accent' : 'gray'}
        aria-label={t(`editor:toolbar.${name}`)}
        aria-pressed={on}
        disabled={disabled}
        onMouseDown={(event) => event.preventDefault()}
        onClick={run}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  const mark = (name: ToolName, icon: ReactNode): ReactNode =>
    button(name, icon, () => chain().toggleMark(name).run(), state.marks.includes(name));

  return (
    <div className="editor-toolbar" role="toolbar" aria-label={t('editor:toolbar.label')}>
      <Group gap={2}>
        <Select
          size="xs"
          w={150}
          aria-label={t('editor:toolbar.block')}
          value={state.block}
          data={[
            { value: 'paragraph', label: t('editor:toolbar.paragraph') },
            ...levels.map((level) => ({
              value: String(level),
              label: t('editor:toolbar.heading', { level: level - 1 }),
            })),
          ]}
          allowDeselect={false}
          onChange={(value) => {
            const level = levels.find((one) => String(one) === value);
            if (level === undefined) chain().setParagraph().run();
            else chain().setHeading({ level }).run();
          }}
        />
        {mark('bold', <IconBold size={16} />)}
        {mark('italic', <IconItalic size={16} />)}
        {mark('underline', <IconUnderline size={16} />)}
        {mark('strike', <IconStrikethrough size={16} />)}
        {mark('superscript', <IconSuperscript size={16} />)}
        {mark('subscript', <IconSubscript size={16} />)}
        {button('link', <IconLink size={16} />, () => setLinking(true), state.marks.includes('link'))}
        {state.marks.includes('link') && button('unlink', <IconLinkOff size={16} />, () => chain().unsetLink().run())}
        {button(
          'bulletList',
          <IconList size={16} />,
          () => chain().toggleBulletList().run(),
          state.nodes.includes('bulletList'),
        )}
        {button(
          'orderedList',
          <IconListNumbers size={16} />,
          () => chain().toggleOrderedList().run(),
          state.nodes.includes('orderedList'),
        )}
        {button(
          'blockquote',
          <IconBlockquote size={16} />,
          () => chain().toggleBlockquote().run(),
          state.nodes.includes('blockquote'),
        )}
        {button(
          'center',
          <IconAlignCenter size={16} />,
          () =>
            chain()
              .updateAttributes('paragraph', { textAlign: state.centred ? null : 'center' })
              .run(),
          state.centred,
        )}
        {button('image', <IconPhotoPlus size={16} />, () => picker.current?.click())}
        {inTable
          ? [
              button('rowAfter', <IconRowInsertBottom size={16} />, () => chain().addRowAfter().run()),
              button('columnAfter', <IconColumnInsertRight size={16} />, () => chain().addColumnAfter().run()),
              button('deleteRow', <IconRowRemove size={16} />, () => chain().deleteRow().run()),
              button('deleteTable', <IconTrash size={16} />, () => chain().deleteTable().run()),
            ]
          : button('table', <IconTablePlus size={16} />, () =>
              chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
            )}
        {button('undo', <IconArrowBackUp size={16} />, () => chain().undo().run(), false, !state.undo)}
        {button('redo', <IconArrowForwardUp size={16} />, () => chain().redo().run(), false, !state.redo)}
      </Group>
      {linking && (
        <LinkField
          href={state.href}
          onCancel={() => setLinking(false)}
          onApply={(href) => {
            chain().extendMarkRange('link').setLink({ href }).run();
            setLinking(false);
          }}
        />
      )}
      <input
        ref={picker}
        type="file"
        hidden
        accept="image/png,image/jpeg,image/gif,image/webp"
        onChange={async (event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file === undefined) return;
          const attrs = await onPickImage(file);
          if (attrs !== null) chain().insertContent({ type: 'image', attrs }).run();
        }}
      />
    </div>
  );
}
