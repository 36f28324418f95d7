import { ActionIcon, Button, Group, Loader, Text, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { ItemView, VerificationView } from '#shared/contract/desk-views.ts';
import type { Discrepancy } from '#shared/verification/verdict.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useCommands } from '../../state/keyboard.ts';
import { useDeskQuery } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { failureText } from '../../ui/failure-text.ts';
import { useMoment } from '../../ui/use-moment.ts';
import { ApprovedPane } from './approved-pane.tsx';
import { DiscrepancyList } from './discrepancy-list.tsx';
import { PagePane } from './page-pane.tsx';
import { useVerificationRun } from './use-verification-run.ts';
import { VerdictSummary } from './verdict-summary.tsx';
import { VerificationActions } from './verification-actions.tsx';
import './verification.css';

/** "Bản trên Cổng": fetch the page, compare it, show every difference, decide. */
export function VerificationPane({ view }: { readonly view: ItemView }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { item } = view;
  const latest = useDeskQuery(`verification:${item.id}`, [`item:${item.id}`], (client) =>
    client.verification.latest({ item: item.id }),
  );
  const run = useVerificationRun(item.id, latest.reload);
  const published = item.publication?.publishedRevision === item.publication?.revision;
  const phase = published && item.publication?.publishedRevision != null ? 'public' : 'preview';
  const seen = latest.data ?? null;
  return (
    <section className="verification" aria-label={t('item:tabs.published')}>
      <Group gap={12} className="verification-bar" justify="space-between">
        {run.progress === null ? (
          <Button
            size="compact-sm"
            variant={seen === null ? 'filled' : 'default'}
            onClick={() => void run.start(phase)}
          >
            {seen !== null
              ? t('published:again')
              : t(phase === 'public' ? 'published:runPublic' : 'published:runPreview')}
          </Button>
        ) : (
          <Group gap={8}>
            <Loader size="xs" />
            <Text size="sm" aria-live="polite">
              {run.progress.total === 0 ? t('published:starting') : t('published:running', { ...run.progress })}
            </Text>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={run.cancel}>
              {t('published:cancel')}
            </Button>
          </Group>
        )}
        {seen !== null && <Seen view={view} seen={seen} />}
      </Group>
      {run.failure !== null && (
        <Text c="red" size="sm" p={8} role="alert">
          {failureText(words, run.failure)}
        </Text>
      )}
      {seen === null ? (
        <Text p="md" c="dimmed">
          {latest.failure === null ? t('published:never') : failureText(words, latest.failure)}
        </Text>
      ) : (
        <Panes view={view} seen={seen} />
      )}
    </section>
  );
}

function Seen({ view, seen }: { readonly view: ItemView; readonly seen: VerificationView }): ReactNode {
  const { t } = useWords();
  const moment = useMoment();
  const stale = view.item.publication !== null && view.item.publication.revision !== seen.revision;
  return (
    <Text size="xs" c={stale ? 'red' : 'dimmed'}>
      {stale ? t('published:stale') : t('published:seenAt', { at: moment(seen.fetchedAt) })}
      {' · '}
      {t(seen.command === null ? 'published:notRecorded' : 'published:recorded')}
    </Text>
  );
}

function Panes({ view, seen }: { readonly view: ItemView; readonly seen: VerificationView }): ReactNode {
  const { t } = useWords();
  const panes = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<string | null>(null);
  const approved = useDeskQuery(`article:${seen.approved}`, [], (client) =>
    client.items.article({ hash: seen.approved }),
  );
  const ordered = byWeight(seen.comparison.discrepancies);
  const index = ordered.findIndex(({ id }) => id === current);

  const pick = (id: string): void => {
    setCurrent(id);
    for (const mark of panes.current?.querySelectorAll(
      `[data-difference="${CSS.escape(id)}"], [data-listed="${CSS.escape(id)}"]`,
    ) ?? []) {
      mark.scrollIntoView({ block: 'center' });
    }
  };
  const walk = (step: number): void => {
    const next = ordered[(Math.max(index, step > 0 ? -1 : 0) + step + ordered.length) % ordered.length];
    if (next !== undefined) pick(next.id);
  };
  useCommands([
    {
      id: 'difference-next',
      group: 'groupMove',
      label: t('published:next'),
      keys: ['n'],
      hidden: true,
      run: () => walk(1),
    },
    {
      id: 'difference-previous',
      group: 'groupMove',
      label: t('published:previous'),
      keys: ['p'],
      hidden: true,
      run: () => walk(-1),
    },
  ]);

  return (
    <>
      <VerdictSummary comparison={seen.comparison} />
      <div ref={panes} className="verification-panes">
        <section aria-label={t('published:panes.approved')}>
          <h3>{t('published:panes.approved')}</h3>
          {approved.data !== undefined && (
            <ApprovedPane article={approved.data} discrepancies={ordered} current={current} onPick={pick} />
          )}
        </section>
        <section aria-label={t('published:panes.page')}>
          <h3>{t('published:panes.page')}</h3>
          <PagePane view={seen} current={current} onPick={pick} />
        </section>
        <section aria-label={t('published:panes.differences')}>
          <Group justify="space-between" className="verification-list-head">
            <h3>{t('published:panes.differences')}</h3>
            {ordered.length > 0 && (
              <Group gap={2}>
                <Step label={t('published:previous')} icon={<IconArrowUp size={14} />} onClick={() => walk(-1)} />
                <Text size="xs">
                  {index + 1}/{ordered.length}
                </Text>
                <Step label={t('published:next')} icon={<IconArrowDown size={14} />} onClick={() => walk(1)} />
              </Group>
            )}
          </Group>
          <DiscrepancyList discrepancies={ordered} current={current} onPick={pick} />
        </section>
      </div>
      <VerificationActions view={view} seen={seen} />
    </>
  );
}

interface StepProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

function Step({ label, icon, onClick }: StepProps): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon size="xs" variant="subtle" aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function byWeight(discrepancies: readonly Discrepancy[]): readonly Discrepancy[] {
  const weight = ({ severity }: Discrepancy): number => (severity === 'meaning' ? 0 : 1);
  return [...discrepancies].sort((left, right) => weight(left) - weight(right));
}
