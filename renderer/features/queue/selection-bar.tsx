import { Button, Modal, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import type { ActionForecast, ItemView, QueueId } from '#shared/contract/desk-views.ts';
import type { CommandId, ItemId } from '#shared/lib/ids.ts';
import type { ItemAction } from '#shared/regulation/vocabulary.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { shortCode } from '../../i18n/format.ts';
import { offerUndo } from '../../state/acts.ts';
import { useDeskQuery } from '../../state/queries.ts';
import { openItem, setSelection } from '../../state/view.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { failureText } from '../../ui/failure-text.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './queue.module.css';

/** Acts that need nothing but the item itself; the others ask for a ground, a person, an address or a finding. */
const batchActions: readonly ItemAction[] = ['submit', 'approve', 'handBack', 'report'];
const mostAtOnce = 20;

interface BatchChoice {
  readonly action: ItemAction;
  /** Items that forbid it; empty when it is allowed for all. */
  readonly forbidden: readonly ActionForecast[];
}

/** Of the acts that could be done in one go, those allowed for at least one selected item. */
export function batchChoices(views: readonly ItemView[]): readonly BatchChoice[] {
  return batchActions.flatMap((action) => {
    const forecasts = views.map((view) => view.forecast.find((forecast) => forecast.action === action));
    const allowed = forecasts.filter((forecast) => forecast?.allowed === true).length;
    if (allowed === 0) return [];
    return [{ action, forbidden: forecasts.flatMap((one) => (one === undefined || one.allowed ? [] : [one])) }];
  });
}

/** What can be done with all selected items; what cannot says for how many and why. */
export function SelectionBar(props: { readonly queue: QueueId; readonly items: readonly ItemId[] }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { queue, items } = props;
  const [asking, setAsking] = useState<ItemAction | null>(null);
  const readable = items.length <= mostAtOnce;
  const read = useDeskQuery(
    readable ? `selected:${items.join()}` : null,
    items.map((item) => `item:${item}` as const),
    (client) => Promise.all(items.map((item) => client.items.open({ item }))),
  );
  const views = read.data ?? [];
  const choices = batchChoices(views);
  const clear = (): void => setSelection(queue, []);
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('queues:selected', { count: items.length })}>
      <span className={classes.barText}>
        {t('queues:selected', { count: items.length })}
        {readable ? '' : `. ${t('queues:tooMany', { count: mostAtOnce })}`}
        {readable && read.data === undefined ? `. ${t('queues:checking')}` : ''}
      </span>
      {choices.map(({ action, forbidden }) => {
        const [first] = forbidden;
        const label = t(`vocabulary:action.${action}`);
        if (first === undefined) {
          return (
            <Button key={action} size="compact-sm" onClick={() => setAsking(action)}>
              {label}
            </Button>
          );
        }
        const reason = first.refusal === null ? '' : words.refusal(first.refusal);
        return (
          <Tooltip key={action} label={t('queues:notAllowedForAll', { count: forbidden.length, reason })}>
            <Button size="compact-sm" variant="default" data-disabled aria-disabled>
              {label}
            </Button>
          </Tooltip>
        );
      })}
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          for (const item of items.slice(0, 12)) openItem(item);
        }}
      >
        {t('queues:openSelected')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => void Promise.all(items.map((item) => desk().items.markRead({ item }))).catch(() => undefined)}
      >
        {t('queues:markRead')}
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={clear}>
        {t('queues:clearSelection')}
      </Button>
      {asking === null ? null : (
        <BatchDialog
          action={asking}
          views={views}
          onClose={(done) => {
            setAsking(null);
            if (done) clear();
          }}
        />
      )}
    </div>
  );
}

function BatchDialog(props: {
  readonly action: ItemAction;
  readonly views: readonly ItemView[];
  readonly onClose: (done: boolean) => void;
}): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { action, views } = props;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<readonly { readonly title: string; readonly failure: DeskFailure }[]>([]);
  const run = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const commands: CommandId[] = [];
    const failures: { title: string; failure: DeskFailure }[] = [];
    let holdUntil = 0;
    for (const { item, title } of views) {
      try {
        const acted = await desk().items.act({ item: item.id, action, version: item.current });
        commands.push(acted.command);
        holdUntil = Date.parse(acted.holdUntil);
      } catch (thrown) {
        failures.push({ title, failure: failureOf(thrown) });
      }
    }
    setBusy(false);
    const count = commands.length;
    if (count > 0) offerUndo({ commands, action, title: t('common:items', { count }), holdUntil });
    if (failures.length === 0) {
      props.onClose(true);
      return;
    }
    setFailed(failures);
    notifications.show({
      color: 'red',
      message: t('queues:batchPart', { count, failed: failures.length, done: t(`vocabulary:done.${action}`) }),
      closeButtonProps: { 'aria-label': t('common:close') },
    });
  };
  const label = t(`vocabulary:action.${action}`);
  return (
    <Modal
      opened
      onClose={() => props.onClose(failed.length > 0)}
      title={t('queues:batchTitle', { action: label, count: views.length })}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void run();
      }}
    >
      <p>{t('queues:batchBody')}</p>
      <ul className={classes.batch}>
        {views.map(({ item, title, lastRead }) => (
          <li key={item.id}>
            <div>{title}</div>
            <span className={classes.code}>{t('common:contentCode', { code: shortCode(item.current) })}</span>
            {lastRead === item.current ? null : ` · ${t('common:unread')}`}
          </li>
        ))}
      </ul>
      {failed.map(({ title, failure }) => (
        <Notice key={title} tone="harm" title={title}>
          {failureText(words, failure)}
        </Notice>
      ))}
      {failed.length > 0 ? null : (
        <Button fullWidth loading={busy} onClick={() => void run()} title="Ctrl+Enter">
          {t('queues:batchConfirm', { action: label, count: views.length })}
        </Button>
      )}
    </Modal>
  );
}
