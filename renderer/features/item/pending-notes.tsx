import { Group, Text } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ItemView } from '#shared/contract/desk-views.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useNow } from '../../state/now.ts';

/** What this desk has decided on the item that the server has not confirmed yet. */
export function PendingNotes({ view }: { readonly view: ItemView }): ReactNode {
  const { t } = useWords();
  const now = useNow(1_000);
  return view.pending.map(({ command, action, holdUntil }) => {
    const seconds = holdUntil === null ? 0 : Math.max(0, Math.ceil((Date.parse(holdUntil) - now) / 1_000));
    const name = t(`vocabulary:action.${action}`);
    return (
      <Group key={command} gap={6} c="dimmed" className="pending-note">
        <IconClockHour4 size={14} aria-hidden />
        <Text size="sm">
          {seconds > 0 ? t('item:pendingHeld', { action: name, seconds }) : t('item:pendingWaiting', { action: name })}
        </Text>
      </Group>
    );
  });
}
