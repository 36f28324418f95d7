import { Alert, Skeleton, Stack, Tabs, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { diffArticles } from '#shared/content/diff.ts';
import type { ActInput } from '#shared/contract/desk-contract.ts';
import type { BoardView, ItemView } from '#shared/contract/desk-views.ts';
import type { ItemId } from '#shared/lib/ids.ts';
import type { ItemAction } from '#shared/regulation/vocabulary.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { useWords } from '../../i18n/use-words.ts';
import { act } from '../../state/acts.ts';
import { useBoard, useItem } from '../../state/answers.ts';
import { useDeskQuery } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { failureText } from '../../ui/failure-text.ts';
import { AttachmentsTab } from './attachments-tab.tsx';
import { CommentsTab } from './comments-tab.tsx';
import { CompareTab } from './compare-tab.tsx';
import { ContentTab } from './content-tab.tsx';
import { DecisionBar } from './decision-bar.tsx';
import { DecisionDialog, type DecisionParticulars } from './decision-dialog.tsx';
import './item.css';
import { ItemHeader } from './item-header.tsx';
import { PendingNotes } from './pending-notes.tsx';
import { TimelineTab } from './timeline-tab.tsx';
import { useEditing } from './use-editing.ts';

interface ItemPaneProps {
  readonly itemId: ItemId;
  readonly onClose: () => void;
  /** Fills the tab "Bản trên Cổng"; given by the app, since features do not know each other. */
  readonly publishedTab: (view: ItemView) => ReactNode;
  /** Called after a decision that hands the item on, so that the list can show the next one. */
  readonly onDecided?: (item: ItemId) => void;
}

/** The work pane of one item. */
export function ItemPane(props: ItemPaneProps): ReactNode {
  const { t } = useWords();
  const item = useItem(props.itemId);
  const board = useBoard();
  if (item.data !== undefined && board.data !== undefined) {
    return <OpenItem key={props.itemId} {...props} view={item.data} board={board.data} />;
  }
  const failure = item.failure ?? board.failure;
  if (failure !== null) {
    return (
      <Alert m="md" variant="light" color="red">
        {t(`errors:${failure.code}`)}
      </Alert>
    );
  }
  return (
    <Stack p="md" gap={8} aria-busy="true" className="item-loading">
      <Skeleton h={24} w="60%" />
      <Skeleton h={14} w="40%" />
      <Skeleton h={200} mt={16} />
    </Stack>
  );
}

const tabs = ['content', 'compare', 'comments', 'timeline', 'attachments', 'published'] as const;
type TabName = (typeof tabs)[number];

interface OpenItemProps extends ItemPaneProps {
  readonly view: ItemView;
  readonly board: BoardView;
}

/** Actions that change the text: they happen in the editor. */
const edits = ['edit', 'requestSupplementary', 'correct'] as const;
/** Actions that run at once on their own screen part; everything else asks in the dialog first. */
const elsewhere: ReadonlySet<ItemAction> = new Set(['verify', 'publish', 'requestReupload']);

function OpenItem({ itemId, view, board, publishedTab, onDecided }: OpenItemProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const control = useEditing(view);
  const [tab, setTab] = useState<TabName>('content');
  const [deciding, setDeciding] = useState<ItemAction | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const { current } = view.item;
  const lastRead = useDeskQuery(view.lastRead === null ? null : `article:${view.lastRead}`, [], (client) =>
    client.items.article({ hash: view.lastRead ?? current }),
  );
  const changes =
    lastRead.data === undefined
      ? null
      : diffArticles(lastRead.data, view.article).parts.filter(({ kind }) => kind !== 'same').length;
  const allowed = (action: ItemAction): boolean => view.forecast.some((one) => one.action === action && one.allowed);
  const mayEdit = edits.find(allowed) ?? null;

  useEffect(() => {
    // Read means seen for some time, not flicked past.
    const timer = setTimeout(
      () =>
        void desk()
          .items.markRead({ item: itemId })
          .catch(() => undefined),
      1_500,
    );
    return () => clearTimeout(timer);
  }, [itemId]);

  const perform = async (input: Omit<ActInput, 'item' | 'version'>): Promise<boolean> => {
    try {
      setFailure(null);
      const version =
        input.action === 'upload' ||
        input.action === 'verify' ||
        input.action === 'publish' ||
        input.action === 'approveAfterwards'
          ? (view.item.approval?.hash ?? current)
          : current;
      await act({ ...input, item: itemId, version }, view.title);
      return true;
    } catch (thrown) {
      setFailure(failureOf(thrown));
      return false;
    }
  };
  const decide = async (action: ItemAction, particulars: DecisionParticulars): Promise<void> => {
    setDeciding(null);
    if (await perform({ action, ...particulars })) onDecided?.(itemId);
  };
  const choose = (action: ItemAction): void => {
    if (elsewhere.has(action)) setTab('published');
    else if (action === 'requestSupplementary' || action === 'correct') {
      setTab('content');
      control.start();
    } else setDeciding(action);
  };

  return (
    <article className="item-pane" aria-label={view.title}>
      <ItemHeader view={view} />
      <PendingNotes view={view} />
      {failure !== null && (
        <Alert variant="light" color="red" p={8} withCloseButton onClose={() => setFailure(null)}>
          {failureText(words, failure)}
        </Alert>
      )}
      <Tabs
        value={tab}
        onChange={(value) => setTab(tabs.find((one) => one === value) ?? 'content')}
        className="item-tabs"
        keepMounted={false}
      >
        <Tabs.List>
          {tabs.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`item:tabs.${name}`)}
              {name === 'comments' && view.item.comments.length > 0 && ` (${view.item.comments.length})`}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="content" className="item-panel">
          <ContentTab
            view={view}
            control={control}
            mayEdit={mayEdit}
            reasonAsked={mayEdit === 'requestSupplementary'}
            onSave={async (article, reason) => {
              if (await perform({ action: mayEdit ?? 'edit', article, reason })) await control.finish();
            }}
          />
        </Tabs.Panel>
        <Tabs.Panel value="compare" className="item-panel item-panel-flush">
          <CompareTab view={view} edited={control.editing?.article ?? null} />
        </Tabs.Panel>
        <Tabs.Panel value="comments" className="item-panel">
          <CommentsTab
            view={view}
            onComment={(reason, pinned) => void perform({ action: 'comment', reason, pinned })}
            onResolve={(resolves) => void perform({ action: 'comment', resolves })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="timeline" className="item-panel">
          <TimelineTab view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="attachments" className="item-panel">
          <AttachmentsTab view={view} />
        </Tabs.Panel>
        <Tabs.Panel value="published" className="item-panel item-panel-flush">
          {view.item.publication === null ? <Text p="md">{t('item:notUploaded')}</Text> : publishedTab(view)}
        </Tabs.Panel>
      </Tabs>
      <DecisionBar
        forecast={view.forecast.filter(({ action }) => tab !== 'published' || !elsewhere.has(action))}
        onAct={choose}
      />
      {deciding !== null && (
        <DecisionDialog
          action={deciding}
          view={view}
          board={board}
          changes={changes}
          onClose={() => setDeciding(null)}
          onConfirm={(particulars) => void decide(deciding, particulars)}
        />
      )}
    </article>
  );
}
