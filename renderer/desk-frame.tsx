import { lazy, type ReactNode, Suspense, useEffect, useRef } from 'react';
import type { ItemView, SessionView } from '#shared/contract/desk-views.ts';
import { desk } from './desk.ts';
import classes from './desk-frame.module.css';
import { CommandPalette } from './features/frame/command-palette.tsx';
import { OpenTabs } from './features/frame/open-tabs.tsx';
import { Rail } from './features/frame/rail.tsx';
import { ShortcutDialog } from './features/frame/shortcut-dialog.tsx';
import { TitleRow } from './features/frame/title-row.tsx';
import { UndoStack } from './features/frame/undo-stack.tsx';
import { QueueList } from './features/queue/queue-list.tsx';
import { useWords } from './i18n/use-words.ts';
import { useCommands } from './state/keyboard.ts';
import { closeItem, goOnAfter, useView } from './state/view.ts';
import { BrokenPart } from './ui/broken-part.tsx';
import { DeadlinePopover } from './ui/deadline-popover.tsx';
import { EmptyNote } from './ui/empty-note.tsx';
import { LateLines } from './ui/late.tsx';
import { PaneDivider } from './ui/pane-divider.tsx';

// Read only when first needed, so that the queue stands on screen before the editor is even parsed.
const loadItemPane = () => import('./features/item/item-pane.tsx').then(({ ItemPane }) => ({ default: ItemPane }));
const ItemPane = lazy(loadItemPane);
const VerificationPane = lazy(() =>
  import('./features/verification/verification-pane.tsx').then(({ VerificationPane: pane }) => ({ default: pane })),
);
const IntakeScreen = lazy(() =>
  import('./features/intake/intake-screen.tsx').then(({ IntakeScreen: screen }) => ({ default: screen })),
);
const DeadlinesScreen = lazy(() =>
  import('./features/deadlines/deadlines-screen.tsx').then(({ DeadlinesScreen: screen }) => ({ default: screen })),
);
const DelegationsScreen = lazy(() =>
  import('./features/delegations/delegations-screen.tsx').then(({ DelegationsScreen: screen }) => ({
    default: screen,
  })),
);
const AssignmentsScreen = lazy(() =>
  import('./features/assignments/assignments-screen.tsx').then(({ AssignmentsScreen: screen }) => ({
    default: screen,
  })),
);
const RegulationScreen = lazy(() =>
  import('./features/regulation/regulation-screen.tsx').then(({ RegulationScreen: screen }) => ({ default: screen })),
);
const SyncCentre = lazy(() =>
  import('./features/sync/sync-centre.tsx').then(({ SyncCentre: screen }) => ({ default: screen })),
);
const SettingsScreen = lazy(() =>
  import('./features/settings/settings-screen.tsx').then(({ SettingsScreen: screen }) => ({ default: screen })),
);
const AboutScreen = lazy(() =>
  import('./features/settings/about-screen.tsx').then(({ AboutScreen: screen }) => ({ default: screen })),
);

/** The desk while it is open: title row, rail, and the screen chosen. */
export function DeskFrame(props: { readonly session: SessionView }): ReactNode {
  const screen = useView((view) => view.screen);
  useReadingSign();
  useEffect(() => {
    const soon = window.requestIdleCallback(() => void loadItemPane());
    return () => window.cancelIdleCallback(soon);
  }, []);
  return (
    <div className={classes.frame}>
      <TitleRow session={props.session} />
      <div className={classes.body}>
        <Rail session={props.session} />
        {/* Kept drawn, so that scroll, selection and text in progress survive a look at another screen. */}
        <div className={classes.split} hidden={screen !== 'queue'}>
          <ListAndWork />
        </div>
        {screen === 'queue' ? null : (
          <main className={classes.screen}>
            <BrokenPart key={screen}>
              <Suspense fallback={<LateLines />}>
                {screen === 'intake' ? <IntakeScreen session={props.session} /> : null}
                {screen === 'assignments' ? <AssignmentsScreen session={props.session} /> : null}
                {screen === 'regulation' ? <RegulationScreen session={props.session} /> : null}
                {screen === 'deadlines' ? <DeadlinesScreen session={props.session} /> : null}
                {screen === 'delegations' ? <DelegationsScreen session={props.session} /> : null}
                {screen === 'sync' ? <SyncCentre /> : null}
                {screen === 'settings' ? <SettingsScreen /> : null}
                {screen === 'about' ? <AboutScreen session={props.session} /> : null}
              </Suspense>
            </BrokenPart>
          </main>
        )}
      </div>
      <DeadlinePopover />
      <UndoStack />
      <ShortcutDialog />
      <CommandPalette />
    </div>
  );
}

/** Waits by itself: the editor beside it must not be hidden and shown again meanwhile. */
function publishedTab(view: ItemView): ReactNode {
  return (
    <Suspense fallback={<LateLines />}>
      <VerificationPane view={view} />
    </Suspense>
  );
}

const narrowestList = 320;
const widestList = 1_100;

function ListAndWork(): ReactNode {
  const { t } = useWords();
  const { listWidth, openItems, activeItem, queue } = useView();
  const toList = (): void => document.getElementById('queue-rows')?.focus();
  useCommands([
    { id: 'back', group: 'groupMove', label: t('frame:keyBack'), keys: ['Escape'], hidden: true, run: toList },
  ]);
  return (
    <>
      <section className={classes.list} style={{ width: listWidth }} aria-label={t('frame:list')}>
        <div className={classes.rows}>
          {queue === null ? null : (
            <BrokenPart key={queue}>
              <QueueList queue={queue} />
            </BrokenPart>
          )}
        </div>
        <PaneDivider
          label={t('frame:listWidth')}
          value={listWidth}
          min={narrowestList}
          max={widestList}
          onChange={(width) => useView.setState({ listWidth: width })}
        />
      </section>
      <main className={classes.work} id="work-pane" aria-label={t('frame:workPane')}>
        {openItems.length === 0 ? null : <OpenTabs items={openItems} active={activeItem} />}
        {activeItem === null ? (
          <EmptyNote title={t('frame:nothingOpen')}>{t('frame:nothingOpenHint')}</EmptyNote>
        ) : (
          <div className={classes.item}>
            <BrokenPart key={activeItem}>
              <Suspense fallback={<LateLines />}>
                <ItemPane
                  key={activeItem}
                  itemId={activeItem}
                  publishedTab={publishedTab}
                  onDecided={goOnAfter}
                  onClose={() => {
                    closeItem(activeItem);
                    toList();
                  }}
                />
              </Suspense>
            </BrokenPart>
          </div>
        )}
      </main>
    </>
  );
}

const awakeEveryMs = 60_000;

/** Tells the desk that someone is reading: it locks by itself after the minutes set without a call from the person. */
function useReadingSign(): void {
  const activeItem = useView((view) => view.activeItem);
  const last = useRef(0);
  useEffect(() => {
    if (activeItem === null) return;
    last.current = Date.now();
    const sign = (): void => {
      if (Date.now() - last.current < awakeEveryMs) return;
      last.current = Date.now();
      // Whatever it answers, the call itself is the sign.
      desk()
        .items.open({ item: activeItem })
        .catch(() => undefined);
    };
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, sign, { passive: true });
    return () => {
      for (const event of events) window.removeEventListener(event, sign);
    };
  }, [activeItem]);
}
