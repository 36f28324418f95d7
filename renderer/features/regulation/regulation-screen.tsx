import { Select, Tabs } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import { useBoard } from '../../state/answers.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import { ScreenPage } from '../../ui/screen-page.tsx';
import { DraftForm } from './draft-form.tsx';
import { ProfileComparison } from './profile-comparison.tsx';
import { ProfileView } from './profile-view.tsx';
import { ProposalList } from './proposal-list.tsx';
import { readTemplates } from './templates.ts';

const tabs = ['inForce', 'compare', 'draft', 'proposals'] as const;
type TabName = (typeof tabs)[number];

/** Quy chế: the rules the board works by, beside others, and the way from a draft to being in force. */
export function RegulationScreen(props: { readonly session: SessionView }): ReactNode {
  const { t, language } = useBoardWords();
  const board = useBoard();
  const [tab, setTab] = useState<TabName>('inForce');
  const data = board.data;
  if (data === undefined) {
    return (
      <ScreenPage title={t('regulation:title')}>
        {board.failure === null ? (
          <LateLines lines={6} />
        ) : (
          <FailureNotice failure={board.failure} onRetry={board.reload} />
        )}
      </ScreenPage>
    );
  }
  const may = (action: 'proposeProfile' | 'enactProfile'): boolean =>
    data.profile.boardRules.some(
      (rule) => rule.action === action && rule.roles.some((role) => props.session.roles.includes(role)),
    );
  const latest = Math.max(data.profile.version, ...data.proposals.map(({ profile }) => profile.version));
  const shown = tabs.filter((name) => name !== 'draft' || may('proposeProfile'));
  return (
    <ScreenPage title={t('regulation:title')} intro={data.profile.title[language]}>
      <Tabs
        value={tab}
        onChange={(value) => setTab(tabs.find((name) => name === value) ?? 'inForce')}
        keepMounted={false}
      >
        <Tabs.List mb={16}>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`regulation:tab.${name}`)}
              {name === 'proposals' && data.proposals.length > 0 ? ` (${data.proposals.length})` : ''}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="inForce">
          <ProfileView profile={data.profile} />
        </Tabs.Panel>
        <Tabs.Panel value="compare">
          <WithTemplate profile={data.profile} />
        </Tabs.Panel>
        <Tabs.Panel value="draft">
          <DraftForm current={data.profile} latestVersion={latest} onProposed={() => setTab('proposals')} />
        </Tabs.Panel>
        <Tabs.Panel value="proposals">
          <ProposalList board={data} mayEnact={may('enactProfile')} />
        </Tabs.Panel>
      </Tabs>
    </ScreenPage>
  );
}

/** The board's profile beside one that ships with the desk, as two boards do that are to become one. */
function WithTemplate({ profile }: { readonly profile: Profile }): ReactNode {
  const { t, language } = useBoardWords();
  const [templates, setTemplates] = useState<readonly Profile[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    let wanted = true;
    void readTemplates().then((read) => {
      if (wanted) setTemplates(read.filter(({ id }) => id !== profile.id));
    });
    return () => {
      wanted = false;
    };
  }, [profile.id]);
  const other = templates.find(({ id }) => id === chosen);
  return (
    <>
      <Select
        label={t('regulation:compareWith')}
        data={templates.map(({ id, title, number }) => ({
          value: id,
          label: [number, title[language]].filter((part) => part !== null).join(' – '),
        }))}
        value={chosen}
        onChange={setChosen}
        maw={720}
        mb={16}
      />
      {other === undefined ? null : <ProfileComparison before={profile} after={other} />}
    </>
  );
}
