import { Anchor, Group, Stack, Text } from '@mantine/core';
import { IconFileText, IconPaperclip } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ItemView } from '#shared/contract/desk-views.ts';
import type { Hash } from '#shared/lib/hash.ts';
import { formatSize, shortCode } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { blobAddress } from '../../ui/blob-address.ts';
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
  const { language } = useWords();
  return (
    <Group gap={8} wrap="nowrap" align="start">
      {icon}
      <div>
        <Anchor href={blobAddress(file.sha256)} download={file.name} size="sm">
          {file.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {formatSize(file.size, language)} · <code>{shortCode(file.sha256)}</code>
        </Text>
        {children !== undefined && (
          <Text size="xs" c="dimmed">
            {children}
          </Text>
        )}
      </div>
    </Group>
  );
}
