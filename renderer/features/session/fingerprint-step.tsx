import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import type { FoundServer } from './enrol-screen.tsx';
import classes from './session-card.module.css';

/** `AA:BB:…` in groups of four bytes, as one reads them aloud. */
export function fingerprintGroups(fingerprint: string): readonly string[] {
  const bytes = fingerprint.split(':');
  return Array.from({ length: Math.ceil(bytes.length / 4) }, (_, group) =>
    bytes.slice(group * 4, group * 4 + 4).join(':'),
  );
}

/** Shows the fingerprint for the person to compare; going on is their word that it is the same. */
export function FingerprintStep(props: {
  readonly server: FoundServer;
  readonly onSame: () => void;
  readonly onOther: () => void;
}): ReactNode {
  const { t } = useWords();
  const title = t('session:fingerprintOf', { name: props.server.name });
  return (
    <div className={classes.form}>
      <div>
        <div>{title}</div>
        <div className={classes.step}>{props.server.address}</div>
      </div>
      <ol className={classes.fingerprint} aria-label={title}>
        {fingerprintGroups(props.server.fingerprint).map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups never move, and two may be equal.
          <li key={index}>{group}</li>
        ))}
      </ol>
      <p className={classes.step}>{t('session:fingerprintHint')}</p>
      <div className={classes.row}>
        <Button variant="default" onClick={props.onOther}>
          {t('session:fingerprintOther')}
        </Button>
        <Button onClick={props.onSame}>{t('session:fingerprintSame')}</Button>
      </div>
    </div>
  );
}
