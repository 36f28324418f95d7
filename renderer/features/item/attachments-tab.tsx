import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileText, IconPaperclip } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ItemView } from '#shared/contract/desk-views.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { desk, failureOf } from '../../desk.ts';
import { formatSize, shortCode } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { failureText } from '../../ui/failure-text.ts';
import { useMoment } from '../../ui/use-moment.ts';

/** "Tài liệu kèm theo": the untouched original and the published files, each with its content code. */
export function AttachmentsTab({ view }: { readonly view: ItemView }): ReactNode {
  const { t } = useWords();
  const moment = useMoment();
  const { original, channel, receivedAt, sender } = view.item;
  return (
    <Stack gap={8} maw={720}>
      {original !== null && (
        <File icon={<IconFileText size={18} />} file={original}>
          {[
            t('item:attachments.original'),
            t('item:attachments.received', { channel: t(`vocabulary:channel.${channel}`), at: moment(receivedAt) }),
            ...(sender === '' ? [] : [t('item:attachments.sender', { sender })]),
          ].join(' · ')}
        </File>
      )}
      {view.article.attachments.map((attachment) => (
        <File key={attachment.sha256} icon={<IconPaperclip size={18} />} file={attachment} />
      ))}
      {original === null && view.article.attachments.length === 0 && (
        <Text c="dimmed">{t('item:attachments.empty')}</Text>
      )}
    </Stack>
  );
}

interface FileProps {
  readonly icon: ReactNode;
  readonly file: { readonly sha256: Hash; readonly name: string; readonly size: number };
  readonly children?: ReactNode;
}

function File({ icon, file, children }: FileProps): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const [said, setSaid] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    try {
      const { saved } = await desk().items.saveFile({ sha256: file.sha256, name: file.name });
      setSaid(saved ? t('item:attachments.saved') : null);
    } catch (thrown) {
      setSaid(failureText(words, failureOf(thrown)));
    }
  };
  return (
    <Group gap={8} wrap="nowrap" align="start">
      {icon}
      <div>
        <Group gap={8}>
          <Text size="sm">{file.name}</Text>
          <Button size="compact-xs" variant="default" onClick={() => void save()}>
            {t('item:attachments.save')}
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {formatSize(file.size, language)} · <code>{shortCode(file.sha256)}</code>
        </Text>
        {said !== null && (
          <Text size="xs" role="status">
            {said}
          </Text>
        )}
        {children !== undefined && (
          <Text size="xs" c="dimmed">
            {children}
          </Text>
        )}
      </div>
    </Group>
  );
}
