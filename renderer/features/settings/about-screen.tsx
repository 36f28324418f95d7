import { List, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { ScreenPage } from '../../ui/screen-page.tsx';

/** What this desk is, whom it trusts, and which regulation it follows. */
export function AboutScreen({ session }: { readonly session: SessionView }): ReactNode {
  const { t, language, board } = useBoardWords();
  const { server, device, keyStrength } = session;
  const profile = board?.profile;
  const facts: readonly (readonly [string, string])[] = [
    ...(server === null
      ? []
      : ([
          [t('settings:server'), `${server.name} (${server.address})`],
          [t('settings:fingerprint'), server.fingerprint],
        ] as const)),
    ...(device === null ? [] : ([[t('settings:device'), device.name]] as const)),
    ...(keyStrength === null
      ? []
      : ([
          [t('settings:keyStrength'), t(keyStrength === 'os' ? 'settings:keyOs' : 'settings:keyPassphrase')],
        ] as const)),
    ...(profile === undefined
      ? []
      : ([
          [
            t('settings:regulation'),
            [
              profile.number,
              profile.title[language],
              t(`settings:regulationStatus.${profile.status}`),
              t('settings:profileVersion', { version: profile.version }),
            ]
              .filter(Boolean)
              .join(' · '),
          ],
        ] as const)),
  ];
  return (
    <ScreenPage
      title={t('settings:aboutTitle')}
      intro={`${t('common:product')} · ${t('settings:version', { version: session.version })}`}
    >
      <Stack gap={16} maw={760}>
        <dl className="decision-facts">
          {facts.map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
        </dl>
        {profile === undefined || profile.sourceNotes.length === 0 ? null : (
          <div>
            <Text fw={600}>{t('settings:sourceNotes')}</Text>
            <List size="sm">
              {profile.sourceNotes.map((note) => (
                <List.Item key={note}>{note}</List.Item>
              ))}
            </List>
          </div>
        )}
        <Text size="sm" c="dimmed">
          {t('settings:licence')}
        </Text>
      </Stack>
    </ScreenPage>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }): ReactNode {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
