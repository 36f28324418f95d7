import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { useWords } from '../../i18n/use-words.ts';
import { invalidate } from '../../state/queries.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { FoundServer } from './enrol-screen.tsx';
import classes from './session-card.module.css';

/** Signs in and makes this machine's key; a passphrase seals it where the operating system cannot. */
export function EnrolStep(props: {
  readonly server: FoundServer;
  readonly needsPassphrase: boolean;
  readonly onBack: () => void;
}): ReactNode {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const form = useForm({
    mode: 'controlled',
    initialValues: { login: '', password: '', deviceName: t('session:deviceDefault'), passphrase: '', again: '' },
    validate: {
      login: (value) => (value.trim() === '' ? t('common:required') : null),
      password: (value) => (value === '' ? t('common:required') : null),
      deviceName: (value) => (value.trim() === '' ? t('common:required') : null),
      passphrase: (value) => (props.needsPassphrase && value.length < 8 ? t('session:passphraseShort') : null),
      again: (value, values) =>
        props.needsPassphrase && value !== values.passphrase ? t('session:passphraseDiffers') : null,
    },
  });
  const enrol = form.onSubmit(async (values) => {
    setBusy(true);
    setFailure(null);
    try {
      await desk().session.enrol({
        address: props.server.address,
        fingerprint: props.server.fingerprint,
        login: values.login.trim(),
        password: values.password,
        deviceName: values.deviceName.trim(),
        passphrase: props.needsPassphrase ? values.passphrase : null,
      });
      invalidate('session');
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  });
  return (
    <form className={classes.form} onSubmit={enrol}>
      <TextInput
        label={t('session:login')}
        autoComplete="username"
        spellCheck={false}
        autoFocus
        {...form.getInputProps('login')}
      />
      <PasswordInput
        label={t('session:password')}
        autoComplete="current-password"
        {...form.getInputProps('password')}
      />
      <TextInput
        label={t('session:device')}
        description={t('session:deviceHint')}
        {...form.getInputProps('deviceName')}
      />
      {props.needsPassphrase ? (
        <>
          <PasswordInput
            label={t('session:passphrase')}
            description={t('session:passphraseHint')}
            autoComplete="new-password"
            {...form.getInputProps('passphrase')}
          />
          <PasswordInput
            label={t('session:passphraseAgain')}
            autoComplete="new-password"
            {...form.getInputProps('again')}
          />
        </>
      ) : null}
      {failure === null ? null : <FailureNotice failure={failure} />}
      <div className={classes.row}>
        <Button variant="default" onClick={props.onBack} disabled={busy}>
          {t('session:previous')}
        </Button>
        <Button type="submit" loading={busy}>
          {t('session:enrol')}
        </Button>
      </div>
    </form>
  );
}
