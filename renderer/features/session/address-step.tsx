import { Button, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { FoundServer } from './enrol-screen.tsx';
import classes from './session-card.module.css';

/** Asks the server at an address who it is, without trusting it. */
export function AddressStep(props: {
  readonly known: string;
  readonly onFound: (server: FoundServer) => void;
}): ReactNode {
  const { t } = useWords();
  const [address, setAddress] = useState(props.known);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      props.onFound(await desk().session.check({ address: address.trim() }));
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput
        label={t('session:address')}
        description={t('session:addressHint')}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        placeholder="https://"
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        autoFocus
      />
      {failure === null ? null : failure.code === 'offline' ? (
        <Notice tone="time">{t('session:unreachable')}</Notice>
      ) : (
        <FailureNotice failure={failure} />
      )}
      <div className={classes.row}>
        <Button type="submit" loading={busy} disabled={address.trim() === ''}>
          {t('session:check')}
        </Button>
      </div>
    </form>
  );
}
