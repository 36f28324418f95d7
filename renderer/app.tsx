import { Button, MantineProvider } from '@mantine/core';
import { DatesProvider } from '@mantine/dates';
import { useMediaQuery } from '@mantine/hooks';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { DeskFrame } from './desk-frame.tsx';
import { EnrolScreen } from './features/session/enrol-screen.tsx';
import { LockedScreen } from './features/session/locked-screen.tsx';
import { SignInScreen } from './features/session/sign-in-screen.tsx';
import { setLanguage } from './i18n/i18n.ts';
import { useWords } from './i18n/use-words.ts';
import { useSession, useSettings } from './state/answers.ts';
import { listenToKeys, useKeyboard } from './state/keyboard.ts';
import { followChanges } from './state/live.ts';
import { forgetAnswers } from './state/queries.ts';
import { forgetView, openItem } from './state/view.ts';
import { EmptyNote } from './ui/empty-note.tsx';
import { Late } from './ui/late.tsx';
import { theme } from './ui/theme.ts';

/** The whole interface: theme and language as set, and the screen of the stage the desk is at. */
export function App(props: { readonly nonce: string }): ReactNode {
  const settings = useSettings().data;
  const darkSystem = useMediaQuery('(prefers-color-scheme: dark)', false, { getInitialValueInEffect: false });
  const { language } = useWords();
  const wish = settings?.theme ?? 'system';
  const scheme = wish === 'system' ? (darkSystem === true ? 'dark' : 'light') : wish;

  useEffect(() => followChanges(openItem), []);
  useEffect(() => listenToKeys(), []);
  useEffect(() => {
    if (settings === undefined) return;
    setLanguage(settings.language);
    document.documentElement.style.setProperty('zoom', String(settings.zoom));
    useKeyboard.setState({ singleLetterKeys: settings.singleLetterKeys });
  }, [settings]);

  return (
    <MantineProvider
      theme={theme}
      forceColorScheme={scheme}
      getStyleNonce={() => props.nonce}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <DatesProvider settings={{ locale: language, firstDayOfWeek: 1 }}>
        <ModalsProvider>
          <Stage />
          <Notifications position="bottom-right" autoClose={4_000} limit={3} transitionDuration={100} />
        </ModalsProvider>
      </DatesProvider>
    </MantineProvider>
  );
}

function Stage(): ReactNode {
  const session = useSession();
  const person = session.data?.stage === 'open' ? (session.data.person?.id ?? null) : null;
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (person === null || person === last.current) return;
    // What one person had read or opened is not shown to the next.
    if (last.current !== null) {
      forgetView();
      forgetAnswers();
    }
    last.current = person;
  }, [person]);

  if (session.data === undefined) return <Starting failed={session.failure !== null} onRetry={session.reload} />;
  return stageOf(session.data);
}

function stageOf(session: SessionView): ReactNode {
  switch (session.stage) {
    case 'notEnrolled':
      return <EnrolScreen session={session} />;
    case 'signedOut':
      return <SignInScreen session={session} />;
    case 'locked':
      return <LockedScreen session={session} />;
    case 'open':
      return <DeskFrame session={session} />;
  }
}

function Starting(props: { readonly failed: boolean; readonly onRetry: () => void }): ReactNode {
  const { t } = useWords();
  if (!props.failed) {
    return (
      <Late afterMs={600}>
        <EmptyNote title={t('frame:starting')} />
      </Late>
    );
  }
  return (
    <EmptyNote icon={<IconPlugConnectedX size={32} stroke={1.4} />} title={t('frame:startFailed')}>
      <p>{t('frame:startFailedHint')}</p>
      <Button variant="default" onClick={props.onRetry}>
        {t('common:retry')}
      </Button>
    </EmptyNote>
  );
}
