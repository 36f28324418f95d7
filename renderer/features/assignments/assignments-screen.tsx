import { Button, Group } from '@mantine/core';
import { IconCalendarOff, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { useBoard } from '../../state/answers.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import { ScreenPage } from '../../ui/screen-page.tsx';
import { AbsenceTable } from './absence-table.tsx';
import { AssignmentTable } from './assignment-table.tsx';
import classes from './assignments.module.css';
import { GiveAssignment } from './give-assignment.tsx';
import { RecordAbsence } from './record-absence.tsx';
import { SubPortalTable } from './sub-portal-table.tsx';

/** Phân công: who does what, where, by which document and until when; who is away; which sub-portals there are. */
export function AssignmentsScreen(props: { readonly session: SessionView }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const board = useBoard();
  const [giving, setGiving] = useState(false);
  const [away, setAway] = useState(false);
  const { data } = board;
  const rules = data?.profile.boardRules ?? [];
  const may = (action: (typeof rules)[number]['action']): boolean =>
    rules.some((rule) => rule.action === action && rule.roles.some((role) => props.session.roles.includes(role)));
  const basis = rules
    .filter(({ action }) => action === 'assign')
    .map(({ roles, citation }) =>
      t('assignments:onlyWho', {
        who: roles.map((role) => words.role(role)).join('; '),
        article: words.article(citation),
      }),
    )
    .join(' ');
  return (
    <ScreenPage
      title={t('assignments:title')}
      intro={t('assignments:intro')}
      actions={
        <Group gap={8}>
          <Button
            variant="default"
            leftSection={<IconCalendarOff size={16} aria-hidden />}
            onClick={() => setAway(true)}
          >
            {t('assignments:recordAbsence')}
          </Button>
          {may('assign') ? (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setGiving(true)}>
              {t('assignments:give')}
            </Button>
          ) : null}
        </Group>
      }
    >
      <p className={classes.quiet}>{basis}</p>
      {board.failure === null ? null : <FailureNotice failure={board.failure} onRetry={board.reload} />}
      {data === undefined ? (
        <LateLines lines={6} />
      ) : (
        <>
          <AssignmentTable board={data} mayEnd={may('unassign')} />
          <h2 className={classes.heading}>{t('assignments:absences')}</h2>
          <AbsenceTable board={data} mayEnd={may('endAbsence')} />
          {data.subPortals.length === 0 ? null : (
            <>
              <h2 className={classes.heading}>{t('assignments:subPortals')}</h2>
              <SubPortalTable board={data} />
            </>
          )}
          {giving ? <GiveAssignment board={data} session={props.session} onClose={() => setGiving(false)} /> : null}
          {away ? (
            <RecordAbsence
              board={data}
              session={props.session}
              mayForOthers={may('recordAbsence')}
              onClose={() => setAway(false)}
            />
          ) : null}
        </>
      )}
    </ScreenPage>
  );
}
