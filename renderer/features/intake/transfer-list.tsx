import { Button, CloseButton, Progress, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFileText, IconLoader, IconPlayerStop } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatSize } from '../../i18n/format.ts';
import { useOutbox } from '../../state/answers.ts';
import { openItem } from '../../state/view.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { failureText } from '../../ui/failure-text.ts';
import classes from './intake.module.css';
import { removeTransfer, showTransfer, stopTransfer, type Transfer } from './transfers.ts';

const icons = {
  sending: IconLoader,
  reading: IconLoader,
  ready: IconFileText,
  received: IconCheck,
  failed: IconAlertTriangle,
  cancelled: IconPlayerStop,
} as const;

/** The files of this sitting, each with where it stands. */
export function TransferList(props: {
  readonly transfers: readonly Transfer[];
  readonly shown: string | null;
}): ReactNode {
  const { t } = useBoardWords();
  return (
    <ul className={classes.files} aria-label={t('intake:files')}>
      {props.transfers.map((transfer) => (
        <TransferRow key={transfer.key} transfer={transfer} shown={transfer.key === props.shown} />
      ))}
    </ul>
  );
}

function TransferRow(props: { readonly transfer: Transfer; readonly shown: boolean }): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const { transfer } = props;
  const { key, stage, item } = transfer;
  const Icon = icons[stage];
  const percent = transfer.size === 0 ? 0 : Math.round((100 * transfer.sent) / transfer.size);
  const undone = useOutbox().data?.some(({ command, state }) => command === transfer.command && state === 'undone');
  const standing =
    undone === true
      ? t('intake:undone')
      : stage === 'sending'
        ? t('intake:sending', { percent })
        : t(`intake:${stage}`);
  const duplicate = transfer.content?.duplicateOf ?? null;
  return (
    <li className={classes.file} data-shown={props.shown} data-stage={stage}>
      <UnstyledButton
        className={classes.fileName}
        aria-current={props.shown ? 'true' : undefined}
        onClick={() => showTransfer(key)}
      >
        <Icon size={18} stroke={1.6} aria-hidden className={classes.fileIcon} />
        <span>
          <span className={classes.name}>{transfer.name}</span>
          <span className={classes.quiet}>
            {' '}
            {formatSize(transfer.size, language)} · <span role="status">{standing}</span>
          </span>
        </span>
      </UnstyledButton>
      <CloseButton
        size="sm"
        aria-label={`${t('intake:removeFile')}: ${transfer.name}`}
        onClick={() => removeTransfer(key)}
      />
      {stage === 'sending' || stage === 'reading' ? (
        <div className={classes.progress}>
          <Progress
            value={stage === 'reading' ? 100 : percent}
            animated={stage === 'reading'}
            size="sm"
            transitionDuration={100}
            aria-label={standing}
          />
          <Button size="compact-xs" variant="subtle" onClick={() => stopTransfer(key)}>
            {t('intake:stop')}
          </Button>
        </div>
      ) : null}
      {transfer.failure === null ? null : (
        <div className={classes.failure} role="alert">
          {failureText(words, { ...transfer.failure, subject: null })}
        </div>
      )}
      {duplicate === null || stage === 'received' ? null : (
        <div className={classes.duplicate}>
          {t('intake:duplicate')}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => openItem(duplicate)}>
            {t('intake:openDuplicate')}
          </Button>
        </div>
      )}
      {item === null || undone === true ? null : (
        <Button size="compact-xs" variant="subtle" onClick={() => openItem(item)}>
          {t('intake:openItem')}
        </Button>
      )}
    </li>
  );
}
