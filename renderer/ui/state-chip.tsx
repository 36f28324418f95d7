import {
  IconArchive,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconClipboardCheck,
  IconEyeCheck,
  IconFileCheck,
  IconFilePlus,
  IconHourglass,
  IconInbox,
  IconPencil,
  IconRefreshAlert,
  IconSend,
  IconSitemap,
  IconTrashX,
  IconWorldCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { StateId } from '#shared/regulation/vocabulary.ts';
import { useBoardWords } from './board-words.ts';
import classes from './state-chip.module.css';

type ChipTone = 'quiet' | 'accent' | 'solid' | 'harm';

/** Amber belongs to time alone, so no state uses it; red marks what stops an item or must be mended. */
const looks: Readonly<Record<StateId, readonly [TablerIcon, ChipTone]>> = {
  draft: [IconFilePlus, 'quiet'],
  unitConfirmed: [IconFileCheck, 'quiet'],
  received: [IconInbox, 'quiet'],
  classified: [IconSitemap, 'quiet'],
  specialistReview: [IconClipboardCheck, 'quiet'],
  edited: [IconPencil, 'quiet'],
  submitted: [IconHourglass, 'accent'],
  approved: [IconCircleCheck, 'accent'],
  uploaded: [IconEyeCheck, 'accent'],
  published: [IconWorldCheck, 'solid'],
  reported: [IconArchive, 'solid'],
  returned: [IconArrowBackUp, 'quiet'],
  refused: [IconBan, 'harm'],
  reuploadRequested: [IconRefreshAlert, 'harm'],
  supplementaryPending: [IconHourglass, 'accent'],
  corrected: [IconPencil, 'solid'],
  withdrawn: [IconTrashX, 'harm'],
  forwarded: [IconSend, 'quiet'],
};

/** A state in full words with icon and colour; it wraps rather than being cut. */
export function StateChip(props: { readonly state: StateId }): ReactNode {
  const words = useBoardWords();
  const [Icon, tone] = looks[props.state];
  return (
    <span className={classes.chip} data-tone={tone}>
      <Icon size={14} stroke={1.8} aria-hidden className={classes.icon} />
      <span>{words.state(props.state)}</span>
    </span>
  );
}
