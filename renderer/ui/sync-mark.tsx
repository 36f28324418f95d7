import { VisuallyHidden } from '@mantine/core';
import {
  IconCloudUpload,
  IconCloudX,
  IconHourglassHigh,
  IconPencilMinus,
  IconRefresh,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { QueueRow } from '#shared/contract/desk-views.ts';
import { useWords } from '../i18n/use-words.ts';
import classes from './sync-mark.module.css';

type Mark = QueueRow['sync'];

const icons: Readonly<Record<Exclude<Mark, 'none'>, TablerIcon>> = {
  draft: IconPencilMinus,
  held: IconHourglassHigh,
  waiting: IconCloudUpload,
  sending: IconRefresh,
  rejected: IconCloudX,
};

/** What this machine's own unsent work on an item is doing; nothing when the server has everything. */
export function SyncMark(props: { readonly mark: Mark; readonly withText?: boolean }): ReactNode {
  const { t } = useWords();
  if (props.mark === 'none') return null;
  const Icon = icons[props.mark];
  const text = t(`common:sync.${props.mark}`);
  return (
    <span className={classes.mark} data-mark={props.mark} title={text}>
      <Icon size={15} stroke={1.8} aria-hidden />
      {props.withText === true ? <span>{text}</span> : <VisuallyHidden>{text}</VisuallyHidden>}
    </span>
  );
}
