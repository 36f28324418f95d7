import { type ReactNode, useEffect, useRef } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { desk } from './desk.ts';
import classes from './desk-frame.module.css';
import { DelegationsScreen } from './features/delegations/delegations-screen.tsx';
import { CommandPalette } from './features/frame/command-palette.tsx';
import { OpenTabs } from './features/frame/open-tabs.tsx';
import { Rail } from './features/frame/rail.tsx';
import { ShortcutDialog } from './features/frame/shortcut-dialog.tsx';
import { TitleRow } from './features/frame/title-row.tsx';
import { UndoStack } from './features/frame/undo-stack.tsx';
import { IntakeScreen } from './features/intake/intake-screen.tsx';
import { ItemPane } from './features/item/item-pane.tsx';
import { QueueList } from './features/queue/queue-list.tsx';
import { AboutScreen } from './features/settings/about-screen.tsx';
import { SettingsScreen } from './features/settings/settings-screen.tsx';
import { SyncCentre } from './features/sync/sync-centre.tsx';
import { VerificationPane } from './features/verification/verification-pane.tsx';
import { useWords } from './i18n/use-words.ts';
import { useSettings } from './state/answers.ts';
import { useCommands } from './state/keyboard.ts';
import { invalidate } from './state/queries.ts';
import { closeItem, goOnAfter, useView } from './state/view.ts';
import { EmptyNote } from './ui/empty-note.tsx';
import { PaneDivider } from './ui/pane-divider.tsx';

/** The desk while it is open: title row, rail, and the screen chosen. */
export function DeskFrame(props: { readonly session: SessionView }): ReactNode {
  const screen = useView((view) => view.screen);
  useIdleLock();
  return (
    <div className={classes.frame}>
      <TitleRow session={props.session} />
      <div className={classes.body}>
        <Rail session={props.session} />
        {/* Kept drawn, so that scroll, selection and text in progress survive a look at another screen. */}
        <div className={classes.split} hidden={screen !== 'queue'}>
          <ListAndWork session={props.session} />
        </div>
        {screen === 'queue' ? null : (
          <main className={classes.screen}>
            {screen === 'intake' ? <IntakeScreen session={props.session} /> : null}
            {screen === 'delegations' ? <DelegationsScreen session={props.session} /> : null}
            {screen === 'sync' ? <SyncCentre /> : null}
            {screen === 'settings' ? <SettingsScreen /> : null}
            {screen === 'about' ? <AboutScreen session={props.session} /> : null}
          </main>
        )}
      </div>
      <UndoStack />
      <ShortcutDialog />
      <CommandPalette />
    </div>
  );
}

const narrowestList = 320;
const widestList = 1_100;

function ListAndWork(props: { readonly session: SessionView }): ReactNode {
  const { t } = useWords();
  const { listWidth, openItems, activeItem, queue } = useView();
  const toList = (): void => document.getElementById('queue-rows')?.focus();
  useCommands([
    { id: 'back', group: 'groupMove', label: t('frame:keyBack'), keys: ['Escape'], hidden: true, run: toList },
  ]);
  return (
    <>
      <section className={classes.list} style={{ width: listWidth }} aria-label={t('frame:navigation')}>
        {queue === null ? null : <QueueList key={queue} queue={queue} session={props.session} />}
      </section>
      <PaneDivider
        label={t('frame:listWidth')}
        value={listWidth}
        min={narrowestList}
        max={widestList}
        onChange={(width) => useView.setState({ listWidth: width })}
      />
      <main className={classes.work} id="work-pane" aria-label={t('frame:workPane')}>
        {openItems.length === 0 ? null : <OpenTabs items={openItems} active={activeItem} />}
        {activeItem === null ? (
          <EmptyNote title={t('frame:nothingOpen')}>{t('frame:nothingOpenHint')}</EmptyNote>
        ) : (
          <div className={classes.item}>
            <ItemPane
              key={activeItem}
              itemId={activeItem}
              publishedTab={(view) => <VerificationPane view={view} />}
              onDecided={goOnAfter}
              onClose={() => {
                closeItem(activeItem);
                toList();
              }}
            />
          </div>
        )}
      </main>
    </>
  );
}

/** Locks the desk after the minutes set without a key or a movement. */
function useIdleLock(): void {
  const minutes = useSettings().data?.lockAfterMinutes;
  const last = useRef(0);
  useEffect(() => {
    if (minutes === undefined) return;
    last.current = Date.now();
    const touch = (): void => {
      last.current = Date.now();
    };
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    for (const event of events) window.addEventListener(event, touch, { passive: true });
    const timer = window.setInterval(() => {
      if (Date.now() - last.current < minutes * 60_000) return;
      // A failure leaves the desk open and is tried again on the next turn.
      void desk()
        .session.lock()
        .then(() => invalidate('session'))
        .catch(() => undefined);
    }, 10_000);
    return () => {
      for (const event of events) window.removeEventListener(event, touch);
      window.clearInterval(timer);
    };
  }, [minutes]);
}
