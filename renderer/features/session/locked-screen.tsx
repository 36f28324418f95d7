import { Button, PasswordInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { trialPassphrase } from '#shared/contract/trial.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { useWords } from '../../i18n/use-words.ts';
import { invalidate } from '../../state/queries.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './session-card.module.css';
import { SessionCard } from './session-card.tsx';

/** After idling or on request: nothing of the board is drawn until the desk is unlocked. */
export function LockedScreen(props: { readonly session: SessionView }): ReactNode {
  const { t } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const { person, trial, keyStrength } = props.session;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await desk().session.unlock({ passphrase });
      invalidate('session');
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setPassphrase('');
      setBusy(false);
    }
  };
  const signOut = async (): Promise<void> => {
    await desk().session.signOut();
    invalidate('session');
  };
  return (
    <SessionCard
      title={person === null ? t('session:lockedTitle') : person.name}
      intro={keyStrength === 'os' ? t('session:lockedHintOs') : t('session:lockedHint')}
    >
      {trial ? (
        <Notice tone="accent" title={t('session:trialTitle')}>
          {t('session:trialNote')} {t('session:trialPassphrase', { passphrase: trialPassphrase })}
        </Notice>
      ) : null}
      <form className={classes.form} onSubmit={submit}>
        <PasswordInput
          label={keyStrength === 'os' ? t('session:password') : t('session:passphrase')}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
          autoComplete="off"
          autoFocus
        />
        {failure === null ? null : <FailureNotice failure={failure} />}
        <div className={classes.row}>
          <Button variant="subtle" onClick={signOut}>
            {t('session:otherPerson')}
          </Button>
          <Button type="submit" loading={busy} disabled={passphrase === ''}>
            {t('session:unlock')}
          </Button>
        </div>
      </form>
    </SessionCard>
  );
}
