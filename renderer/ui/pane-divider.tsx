import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import classes from './pane-divider.module.css';

const step = 16;

/** The 1 px line between two panes; dragged by pointer, moved by arrow keys, a named separator to screen readers. */
export function PaneDivider(props: {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}): ReactNode {
  const from = useRef<{ readonly x: number; readonly value: number } | null>(null);
  const set = (value: number): void => props.onChange(Math.round(Math.min(props.max, Math.max(props.min, value))));
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, value: props.value };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (from.current !== null) set(from.current.value + event.clientX - from.current.x);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = { ArrowLeft: -step, ArrowRight: step, Home: -9_999, End: 9_999 };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    set(props.value + move);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that moves has no element of its own.
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={props.label}
      aria-valuenow={props.value}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      tabIndex={0}
      className={classes.divider}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        from.current = null;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
