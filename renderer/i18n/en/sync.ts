import type { sync as vietnamese } from '../vi/sync.ts';
import type { Wording } from '../wording.ts';

/** The sync centre. */
export const sync: Wording<typeof vietnamese> = {
  title: 'Sent to the server',
  intro:
    'Everything done here is stored at once, held 5 seconds for undo and then sent. Nothing goes missing by itself.',
  now: 'Sync now',
  state: {
    held: 'Can still be undone',
    waiting: 'Waiting to be sent',
    sending: 'Sending',
    accepted: 'Accepted by the server',
    rejected: 'Not accepted by the server',
    failed: 'Not sent',
    undone: 'Undone',
  },
  todo: {
    held: 'Sent in {{seconds}} seconds.',
    waiting: 'Safe on this machine; sent by itself when connected.',
    waitingNext: 'Safe on this machine; tried again at {{time}}.',
    sending: 'Waiting for the server to answer.',
    accepted: 'Nothing to do.',
    rejected: 'Text and reason are kept. Read why, open the item to act again, or take it off the list.',
    failed: 'Still kept on this machine. Send it again once the cause is dealt with.',
    undone: 'Not sent.',
  },
  column: { what: 'What', item: 'Item', at: 'Done at', state: 'Standing', todo: 'To do' },
  attempts: 'tried {{count}} times',
  attempts_one: 'tried once',
  retry: 'Send again',
  dismiss: 'Take off the list',
  dismissHint: 'The kept draft stays in the item until discarded.',
  resubmit: 'Put before the Head',
  resubmitHint: 'Turns the kept text and reason into a comment and an edit for the Head to see.',
  openItem: 'Open the item',
  draftKept: 'The text is kept as a draft in the item.',
  boardAct: 'For the board as a whole',
  empty: 'Nothing was done on this machine yet',
  emptyHint: 'Approvals, returns, uploads and publications show here with what became of them.',
  needsAttention: 'Needs attention',
  inProgress: 'Waiting or being sent',
  done: 'Done',
  server: 'Server',
  head: 'Log received up to number {{number}}',
  savedSafe: '{{count}} are safe on this machine and will be sent when connected.',
  savedSafe_one: '{{count}} is safe on this machine and will be sent when connected.',
};
