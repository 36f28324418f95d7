import { Button, Checkbox, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ItemView } from '#shared/contract/desk-views.ts';
import type { CommandId } from '#shared/lib/ids.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { useMoment } from '../../ui/use-moment.ts';

interface CommentsTabProps {
  readonly view: ItemView;
  readonly onComment: (text: string, pinned: boolean) => void;
  readonly onResolve: (comment: CommandId) => void;
}

/** "Ý kiến": what was said about the item; an important note can be pinned and shows on every tab until resolved. */
export function CommentsTab({ view, onComment, onResolve }: CommentsTabProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const moment = useMoment();
  const [text, setText] = useState('');
  const [pinned, setPinned] = useState(false);
  const send = (): void => {
    if (text.trim() === '') return;
    onComment(text.trim(), pinned);
    setText('');
    setPinned(false);
  };
  return (
    <Stack gap={12} maw={720}>
      {view.item.comments.length === 0 && <Text c="dimmed">{t('item:comments.empty')}</Text>}
      {view.item.comments.map((comment) => (
        <Paper key={comment.command} withBorder p={8}>
          <Group justify="space-between">
            <Text size="sm" fw={600}>
              {comment.pinned && <IconPin size={14} aria-label={t('item:pinned')} />} {words.person(comment.by)}
            </Text>
            <Text size="xs" c="dimmed">
              {moment(comment.at)}
            </Text>
          </Group>
          <Text size="sm">{comment.text}</Text>
          {comment.resolvedBy === null ? (
            <Button size="compact-xs" variant="subtle" onClick={() => onResolve(comment.command)}>
              {t('item:comments.resolve')}
            </Button>
          ) : (
            <Text size="xs" c="dimmed">
              {t('item:comments.resolved', { who: words.person(comment.resolvedBy) })}
            </Text>
          )}
        </Paper>
      ))}
      <Textarea
        label={t('item:comments.write')}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && event.ctrlKey && send()}
      />
      <Group justify="space-between">
        <Checkbox
          label={t('item:comments.pin')}
          checked={pinned}
          onChange={(event) => setPinned(event.currentTarget.checked)}
        />
        <Button disabled={text.trim() === ''} onClick={send}>
          {t('item:comments.send')}
        </Button>
      </Group>
    </Stack>
  );
}
