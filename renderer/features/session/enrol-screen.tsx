import { type ReactNode, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/notice.tsx';
import { AddressStep } from './address-step.tsx';
import { EnrolStep } from './enrol-step.tsx';
import { FingerprintStep } from './fingerprint-step.tsx';
import { SessionCard } from './session-card.tsx';

/** A server that answered, not yet trusted. */
export interface FoundServer {
  readonly address: string;
  readonly name: string;
  readonly fingerprint: string;
}

type Step = 'address' | 'fingerprint' | 'signIn';
const order: readonly Step[] = ['address', 'fingerprint', 'signIn'];
const titles = {
  address: 'session:stepAddress',
  fingerprint: 'session:stepFingerprint',
  signIn: 'session:stepSignIn',
} as const;

/** First run: the address, its fingerprint compared by the person, then signing in. */
export function EnrolScreen(props: { readonly session: SessionView }): ReactNode {
  const { t } = useWords();
  const [step, setStep] = useState<Step>('address');
  const [server, setServer] = useState<FoundServer | null>(null);
  const [stopped, setStopped] = useState(false);
  const place = t('session:step', { step: order.indexOf(step) + 1, total: order.length });
  return (
    <SessionCard wide title={t('session:enrolTitle')} intro={step === 'address' ? t('session:enrolIntro') : undefined}>
      {props.session.trial ? (
        <Notice tone="accent" title={t('session:trialTitle')}>
          {t('session:trialNote')}
        </Notice>
      ) : null}
      <p aria-live="polite">
        {place}: {t(titles[step])}
      </p>
      {stopped ? <Notice tone="harm">{t('session:fingerprintStopped')}</Notice> : null}
      {step === 'address' || server === null ? (
        <AddressStep
          known={server?.address ?? props.session.server?.address ?? ''}
          onFound={(found) => {
            setServer(found);
            setStopped(false);
            setStep('fingerprint');
          }}
        />
      ) : step === 'fingerprint' ? (
        <FingerprintStep
          server={server}
          onSame={() => setStep('signIn')}
          onOther={() => {
            setServer(null);
            setStopped(true);
            setStep('address');
          }}
        />
      ) : (
        <EnrolStep
          server={server}
          // Where the keyring of the operating system holds the key, no passphrase is needed.
          needsPassphrase={props.session.keyStrength !== 'os'}
          onBack={() => setStep('fingerprint')}
        />
      )}
    </SessionCard>
  );
}
