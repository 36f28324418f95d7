import { ActionIcon, Alert, CopyButton, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ItemView } from '#shared/contract/desk-views.ts';
import { shortCode } from '../../i18n/format.ts';
import { useItemDeadlines } from '../../state/answers.ts';
import { useNow } from '../../state/now.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { waitWords } from '../../ui/deadline-explanation.tsx';
import { DeadlineMark } from '../../ui/deadline-mark.tsx';
import { StateChip } from '../../ui/state-chip.tsx';
import { useMoment } from '../../ui/use-moment.ts';

interface ItemHeaderProps {
  readonly view: ItemView;
}

/** Title, state, holder and section, and whatever a person must know before acting: void approval, objections, pinned notes. */
export function ItemHeader({ view }: ItemHeaderProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const moment = useMoment();
  const { item } = view;
  const since = moment(item.since);
  const { person, role } = item.holder;
  const held =
    person === null
      ? t('item:heldByRole', { role: words.role(role), since })
      : t('item:heldBy', { who: words.person(person), since });
  return (
    <Stack gap={6} className="item-header">
      <Title order={2} fz={19} lh={1.35}>
        {view.title}
      </Title>
      <Group gap={12} fz="sm">
        <StateChip state={item.state} />
        <Text size="sm">{held}</Text>
        <Text size="sm" c="dimmed">
          {words.section(item.section)}
        </Text>
        <Group gap={2}>
          <Text size="sm" c="dimmed">
            {t('item:contentCode')} <code>{shortCode(item.current)}</code>
          </Text>
          <CopyButton value={item.current}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? t('item:copied') : t('item:copyCode')}>
                <ActionIcon size="xs" variant="subtle" color="gray" aria-label={t('item:copyCode')} onClick={copy}>
                  {copied ? <IconCheck size={12} /> : <IconCopy size={12} />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
        </Group>
      </Group>
      <Deadline view={view} />
      <Notices view={view} />
    </Stack>
  );
}

/** The deadline that counts now, explained on focus; time at the supplier stands beside it, for the clock never stopped. */
function Deadline({ view }: ItemHeaderProps): ReactNode {
  const words = useBoardWords();
  const answer = useItemDeadlines(view.item.id).data;
  const now = useNow();
  if (answer === undefined || (answer.brief === null && answer.supplierWait === null)) return null;
  return (
    <Group gap={12}>
      {answer.brief === null ? null : <DeadlineMark item={view.item.id} brief={answer.brief} />}
      {answer.supplierWait === null ? null : (
        <Text size="xs" c="dimmed">
          {words.t('deadlines:supplierWait', { span: waitWords(answer.supplierWait, words, now) })}
        </Text>
      )}
    </Group>
  );
}

function Notices({ view }: ItemHeaderProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const moment = useMoment();
  const { item } = view;
  const { approval, objection, reupload, supplementary } = item;
  const warning = (key: string, text: string): ReactNode => (
    <Alert key={key} variant="light" color="red" p={8} icon={<IconAlertTriangle size={16} />}>
      {text}
    </Alert>
  );
  const said = (entry: { by: typeof item.receivedBy; at: typeof item.since; reason: string }) => ({
    who: words.person(entry.by),
    at: moment(entry.at),
    reason: entry.reason,
  });
  return (
    <>
      {item.comments
        .filter(({ pinned, resolvedBy }) => pinned && resolvedBy === null)
        .map((comment) => (
          <Alert
            key={comment.command}
            variant="light"
            color="amber"
            p={8}
            icon={<IconPin size={16} />}
            title={t('item:pinned')}
          >
            {comment.text}
          </Alert>
        ))}
      {approval !== null && approval.hash === item.current && (
        <Text size="sm" c="dimmed">
          {t('item:approvedBy', {
            who: words.person(approval.by),
            at: moment(approval.at),
            code: shortCode(approval.hash),
          })}
        </Text>
      )}
      {approval !== null &&
        approval.hash !== item.current &&
        supplementary === null &&
        warning('void', t('item:approvalVoid'))}
      {objection !== null &&
        warning(
          'objection',
          t('item:objection', { action: t(`vocabulary:action.${objection.action}`), ...said(objection) }),
        )}
      {reupload !== null && warning('reupload', t('item:reupload', said(reupload)))}
      {supplementary !== null && warning('supplementary', t('item:supplementary', said(supplementary)))}
      {!view.offlineReady && (
        <Text size="xs" c="dimmed">
          {t('item:offlineMissing')}
        </Text>
      )}
    </>
  );
}
