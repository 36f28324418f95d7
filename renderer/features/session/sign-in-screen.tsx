import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { useWords } from '../../i18n/use-words.ts';
import { invalidate } from '../../state/queries.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import classes from './session-card.module.css';
import { SessionCard } from './session-card.tsx';

/** Signing in again on an enrolled machine; what was done here waits safely meanwhile. */
export function SignInScreen(props: { readonly session: SessionView }): ReactNode {
  const { t } = useWords();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      await desk().session.signIn({ login: login.trim(), password });
      invalidate('session');
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setPassword('');
      setBusy(false);
    }
  };
  const { server, person } = props.session;
  return (
    <SessionCard
      title={person === null ? t('session:signInTitle') : person.name}
      intro={server === null ? undefined : t('session:signInTo', { name: server.name })}
    >
      <p className={classes.step}>{t('session:signInOffline')}</p>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t('session:login')}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoComplete="username"
          spellCheck={false}
          autoFocus
        />
        <PasswordInput
          label={t('session:password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
        />
        {failure === null ? null : <FailureNotice failure={failure} />}
        <div className={classes.row}>
          <Button type="submit" loading={busy} disabled={login.trim() === '' || password === ''}>
            {t('session:signIn')}
          </Button>
        </div>
      </form>
    </SessionCard>
  );
}
