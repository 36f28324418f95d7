import { Group, Text, Timeline } from '@mantine/core';
import { IconAlertTriangle, IconServer, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ItemView, TimelineEntry } from '#shared/contract/desk-views.ts';
import { formatCitation } from '#shared/regulation/citation.ts';
import { actionSchema } from '#shared/regulation/vocabulary.ts';
import { shortCode } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { useDuration, useMoment } from '../../ui/use-moment.ts';

interface TimelineTabProps {
  readonly view: ItemView;
}

const serverEvents = ['publicationEdited', 'sightLost', 'commandConflict'] as const;

/** "Quá trình xử lý": who did what, on which version, when, how long it had waited, under which article, and whether the key holds. */
export function TimelineTab({ view }: TimelineTabProps): ReactNode {
  const { t } = useWords();
  if (view.timeline.length === 0) return <Text c="dimmed">{t('item:timeline.empty')}</Text>;
  return (
    <>
      <Timeline bulletSize={22} lineWidth={1} active={view.timeline.length}>
        {view.timeline.map((entry) => (
          <Entry key={`${entry.seq}-${entry.command ?? entry.at}`} entry={entry} />
        ))}
      </Timeline>
      <Notices view={view} />
    </>
  );
}

function Entry({ entry }: { readonly entry: TimelineEntry }): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const moment = useMoment();
  const duration = useDuration();
  const action = actionSchema.safeParse(entry.action);
  const event = serverEvents.find((one) => one === entry.action) ?? 'unknown';
  const what = action.success ? t(`vocabulary:action.${action.data}`) : t(`item:timeline.event.${event}`);
  const icon =
    entry.signature === 'invalid' ? (
      <IconAlertTriangle size={12} />
    ) : entry.person === null ? (
      <IconServer size={12} />
    ) : (
      <IconUser size={12} />
    );
  const facts = [
    entry.role === null ? null : words.role(entry.role),
    entry.delegation === null ? null : t('item:timeline.underDelegation'),
    entry.version === null ? null : t('item:timeline.version', { code: shortCode(entry.version) }),
    entry.citation === null ? null : formatCitation(entry.citation, language),
    entry.waitedMs === null ? null : t('item:timeline.waited', { duration: duration(entry.waitedMs) }),
    entry.seq === 0 ? t('item:timeline.unsent') : t(`item:timeline.signature.${entry.signature}`),
    entry.claimedAt === null || entry.claimedAt === entry.at
      ? null
      : t('item:timeline.claimed', { at: moment(entry.claimedAt) }),
  ].filter((fact) => fact !== null);
  return (
    <Timeline.Item bullet={icon} color={entry.signature === 'invalid' ? 'red' : 'accent'} title={what}>
      <Group gap={8}>
        <Text size="sm">{entry.personName === '' ? t('item:timeline.system') : entry.personName}</Text>
        <Text size="sm" c="dimmed">
          {moment(entry.at)}
        </Text>
      </Group>
      <Text size="xs" c={entry.signature === 'invalid' ? 'red' : 'dimmed'}>
        {facts.join(' · ')}
      </Text>
      {entry.reason !== null && <Text size="sm">{entry.reason}</Text>}
    </Timeline.Item>
  );
}

function Notices({ view }: TimelineTabProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const moment = useMoment();
  if (view.item.notices.length === 0) return null;
  return (
    <section>
      <Text fw={600} mt={16} mb={4}>
        {t('item:timeline.notices')}
      </Text>
      {view.item.notices.map((notice) => (
        <Text key={notice.event} size="sm">
          {t(`vocabulary:action.${notice.action}`)} → {notice.roles.map((role) => words.role(role)).join(', ')}:{' '}
          {t('item:timeline.noticeSent', { at: moment(notice.at) })};{' '}
          {notice.seen.length === 0
            ? t('item:timeline.noticeUnseen')
            : notice.seen
                .map(({ person, at }) => t('item:timeline.noticeSeen', { who: words.person(person), at: moment(at) }))
                .join('; ')}
        </Text>
      ))}
    </section>
  );
}
