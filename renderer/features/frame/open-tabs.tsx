import { CloseButton, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import type { ItemId } from '#shared/lib/ids.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useItem } from '../../state/answers.ts';
import { closeItem, openItem } from '../../state/view.ts';
import { SyncMark } from '../../ui/sync-mark.tsx';
import classes from './open-tabs.module.css';

/** Tabs of the items open in the work pane; arrows move between them, Delete closes one. */
export function OpenTabs(props: { readonly items: readonly ItemId[]; readonly active: ItemId | null }): ReactNode {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const index = props.active === null ? -1 : props.items.indexOf(props.active);
    if (event.key === 'Delete' && props.active !== null) closeItem(props.active);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const next = props.items[(index + step + props.items.length) % props.items.length];
    if (next === undefined) return;
    openItem(next);
    list.current?.querySelector<HTMLElement>(`[data-item="${next}"]`)?.focus();
  };
  return (
    <div ref={list} className={classes.tabs} role="tablist" aria-label={t('frame:openTabs')} onKeyDown={move}>
      {props.items.map((item) => (
        <OpenTab key={item} item={item} active={item === props.active} />
      ))}
    </div>
  );
}

function OpenTab(props: { readonly item: ItemId; readonly active: boolean }): ReactNode {
  const { t } = useWords();
  const view = useItem(props.item).data;
  const title = view?.title ?? t('common:loading');
  return (
    <div className={classes.tab} data-active={props.active} role="presentation">
      <UnstyledButton
        role="tab"
        id={`tab-${props.item}`}
        data-item={props.item}
        aria-selected={props.active}
        aria-keyshortcuts="Delete"
        aria-controls="work-pane"
        tabIndex={props.active ? 0 : -1}
        className={classes.name}
        title={title}
        onClick={() => openItem(props.item)}
        onAuxClick={() => closeItem(props.item)}
      >
        <span className={classes.title}>{title}</span>
        {view === undefined ? null : <SyncMark mark={view.sync} />}
      </UnstyledButton>
      {/* For the pointer alone: a tab list may hold nothing but tabs, and Delete closes by keyboard. */}
      <CloseButton
        size="xs"
        tabIndex={-1}
        aria-hidden
        title={t('frame:closeTab', { title })}
        onClick={() => closeItem(props.item)}
      />
    </div>
  );
}
