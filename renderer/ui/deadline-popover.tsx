import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { ItemId } from '#shared/lib/ids.ts';
import { useWords } from '../i18n/use-words.ts';
import { useView } from '../state/view.ts';
import { DeadlineExplanation } from './deadline-explanation.tsx';
import classes from './deadline-popover.module.css';

interface Explained {
  readonly item: ItemId;
  readonly anchor: Element;
}

/** One popover serves every mark, so that a list of many draws no more than its words. */
const useExplained = create<{ readonly explained: Explained | null }>()(() => ({ explained: null }));

const openAfterMs = 300;
const closeAfterMs = 200;
let timer = 0;

function later(milliseconds: number, work: () => void): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(work, milliseconds);
}

/** Explains an item's deadlines beside an element, or stops when it does so already. */
export function explainDeadline(item: ItemId, anchor: Element): void {
  window.clearTimeout(timer);
  const { explained } = useExplained.getState();
  useExplained.setState({ explained: explained?.anchor === anchor ? null : { item, anchor } });
}

/** Explains when the pointer or the focus rests. */
export function explainSoon(item: ItemId, anchor: Element): void {
  later(openAfterMs, () => useExplained.setState({ explained: { item, anchor } }));
}

/** Stops unless the pointer goes into the explanation. */
export function stopExplaining(): void {
  later(closeAfterMs, () => useExplained.setState({ explained: null }));
}

const width = 440;
const gap = 6;

/** Where the explanation is shown; drawn once. */
export function DeadlinePopover(): ReactNode {
  const explained = useExplained((state) => state.explained);
  useEffect(() => {
    if (explained === null) return;
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') useExplained.setState({ explained: null });
    };
    const away = (event: Event): void => {
      // A press on what it stands beside is that one's own to answer.
      const inside = event.target instanceof Element && event.target.closest('[data-deadline-popover]') !== null;
      const beside =
        event.type === 'pointerdown' && event.target instanceof Node && explained.anchor.contains(event.target);
      if (!inside && !beside) useExplained.setState({ explained: null });
    };
    window.addEventListener('keydown', close);
    window.addEventListener('scroll', away, true);
    window.addEventListener('pointerdown', away, true);
    // Another row, item or screen: what it stood beside may be gone.
    const leave = useView.subscribe(() => useExplained.setState({ explained: null }));
    return () => {
      leave();
      window.removeEventListener('pointerdown', away, true);
      window.removeEventListener('keydown', close);
      window.removeEventListener('scroll', away, true);
    };
  }, [explained]);
  return explained === null ? null : <Placed key={explained.item} {...explained} />;
}

function Placed({ item, anchor }: Explained): ReactNode {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number } | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const settle = (): void => {
      // Places are told as seen, and taken before the page is enlarged.
      const zoom = Number(document.documentElement.style.getPropertyValue('zoom')) || 1;
      const seen = anchor.getBoundingClientRect();
      const height = element.offsetHeight * zoom;
      const below = seen.bottom + gap;
      const top = below + height <= window.innerHeight ? below : Math.max(gap, seen.top - gap - height);
      const left = Math.max(gap, Math.min(seen.left, window.innerWidth - width * zoom - gap));
      setPlace({ left: left / zoom, top: top / zoom });
    };
    settle();
    const observer = new ResizeObserver(settle);
    observer.observe(element);
    return () => observer.disconnect();
  }, [anchor]);
  return (
    <div
      ref={box}
      className={classes.popover}
      data-deadline-popover
      role="dialog"
      aria-label={t('deadlines:title')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls when long, so that the keyboard must reach it.
      tabIndex={0}
      style={{ width, left: place?.left ?? 0, top: place?.top ?? 0, visibility: place === null ? 'hidden' : 'visible' }}
      onPointerEnter={() => window.clearTimeout(timer)}
      onPointerLeave={stopExplaining}
      onFocus={() => window.clearTimeout(timer)}
      onBlur={stopExplaining}
    >
      <DeadlineExplanation item={item} />
    </div>
  );
}
