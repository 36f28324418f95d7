import { Button, Table, Tooltip } from '@mantine/core';
import { modals } from '@mantine/modals';
import { IconCircleCheck, IconClockPause, IconClockX, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { SessionView } from '#shared/contract/desk-views.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import type { Delegation } from '#shared/workflow/board-state.ts';
import { delegationStanding } from '#shared/workflow/standing.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { formatDate, formatLocalDate, formatMoment } from '../../i18n/format.ts';
import { offerUndo } from '../../state/acts.ts';
import { useBoard } from '../../state/answers.ts';
import { useNow } from '../../state/now.ts';
import { invalidate } from '../../state/queries.ts';
import { type BoardWords, useBoardWords } from '../../ui/board-words.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { LateLines } from '../../ui/late.tsx';
import { ScreenPage } from '../../ui/screen-page.tsx';
import classes from './delegations.module.css';
import { GiveDelegation } from './give-delegation.tsx';

/** Ủy quyền: who may act for whom, by which document, when and on what; the article behind it is always in sight. */
export function DelegationsScreen(props: { readonly session: SessionView }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const board = useBoard();
  const [giving, setGiving] = useState(false);
  const rules = board.data?.profile.delegations ?? [];
  const mayGive = rules.some(({ from }) => props.session.roles.includes(from));
  const whoMay = rules
    .map(({ from, citation }) => t('delegations:onlyHead', { who: words.role(from), article: words.article(citation) }))
    .join(' ');
  const delegations = [...(board.data?.delegations ?? [])].sort((left, right) =>
    right.givenAt.localeCompare(left.givenAt),
  );
  return (
    <ScreenPage
      title={t('delegations:title')}
      intro={t('delegations:intro')}
      actions={
        <Tooltip label={whoMay} disabled={mayGive}>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            data-disabled={!mayGive}
            aria-disabled={!mayGive}
            aria-description={mayGive ? '' : whoMay}
            onClick={() => {
              if (mayGive) setGiving(true);
            }}
          >
            {t('delegations:give')}
          </Button>
        </Tooltip>
      }
    >
      {rules.length === 0 ? null : (
        <p className={classes.basis}>
          {t('delegations:basis', { article: rules.map(({ citation }) => words.article(citation)).join('; ') })}
        </p>
      )}
      {board.failure === null ? null : <FailureNotice failure={board.failure} onRetry={board.reload} />}
      {board.data === undefined ? (
        <LateLines lines={4} />
      ) : delegations.length === 0 ? (
        <EmptyNote title={t('delegations:empty')}>{t('delegations:emptyHint')}</EmptyNote>
      ) : (
        <DelegationTable delegations={delegations} mayRevoke={mayGive} words={words} />
      )}
      {giving && board.data !== undefined ? (
        <GiveDelegation board={board.data} session={props.session} onClose={() => setGiving(false)} />
      ) : null}
    </ScreenPage>
  );
}

function DelegationTable(props: {
  readonly delegations: readonly Delegation[];
  readonly mayRevoke: boolean;
  readonly words: BoardWords;
}): ReactNode {
  const { words } = props;
  const { t } = words;
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const revoke = (delegation: Delegation): void => {
    const name = words.person(delegation.to);
    modals.openConfirmModal({
      title: t('delegations:revokeTitle'),
      children: t('delegations:revokeBody', { number: delegation.number, name }),
      labels: { confirm: t('delegations:revoke'), cancel: t('common:cancel') },
      confirmProps: { color: 'red' },
      onConfirm: () => {
        setFailure(null);
        desk()
          .delegations.revoke({ delegation: delegation.id })
          .then((acted) => {
            offerUndo({
              commands: [acted.command],
              action: 'revokeDelegation',
              title: name,
              holdUntil: Date.parse(acted.holdUntil),
            });
            invalidate('board');
          })
          .catch((thrown: unknown) => setFailure(failureOf(thrown)));
      },
    });
  };
  return (
    <>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <Table className={classes.table} verticalSpacing={8} horizontalSpacing={12}>
        <Table.Thead>
          <Table.Tr>
            {(['number', 'to', 'period', 'sections', 'actions', 'standing', 'act'] as const).map((column) => (
              <Table.Th key={column}>{t(`delegations:column.${column}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {props.delegations.map((delegation) => (
            <DelegationRow
              key={delegation.id}
              delegation={delegation}
              words={words}
              onRevoke={props.mayRevoke ? () => revoke(delegation) : null}
            />
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

function DelegationRow(props: {
  readonly delegation: Delegation;
  readonly words: BoardWords;
  readonly onRevoke: (() => void) | null;
}): ReactNode {
  const { delegation, words } = props;
  const { t } = words;
  const now = useNow(60_000);
  const standing = delegationStanding(delegation, instantFromMs(now));
  const over = delegation.revokedAt !== null || standing === 'ended';
  const sections =
    delegation.sections === null
      ? t('delegations:allSections')
      : delegation.sections.map((section) => words.section(section)).join('; ');
  return (
    <Table.Tr data-over={over} className={classes.row}>
      <Table.Td>
        <div className={classes.number}>{delegation.number}</div>
        <div className={`${classes.quiet} ${classes.number}`}>
          {t('delegations:givenAt', { date: formatDate(delegation.givenAt) })}
        </div>
      </Table.Td>
      <Table.Td>{words.person(delegation.to)}</Table.Td>
      <Table.Td>
        {t('delegations:period', {
          from: formatLocalDate(delegation.validFrom),
          to: formatLocalDate(delegation.validTo),
        })}
      </Table.Td>
      <Table.Td>{sections}</Table.Td>
      <Table.Td>{delegation.actions.map((action) => t(`vocabulary:action.${action}`)).join('; ')}</Table.Td>
      <Table.Td>
        <Standing delegation={delegation} standing={standing} words={words} now={now} />
      </Table.Td>
      <Table.Td>
        {props.onRevoke === null || over ? null : (
          <Button size="compact-sm" variant="default" onClick={props.onRevoke}>
            {t('delegations:revoke')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Standing(props: {
  readonly delegation: Delegation;
  readonly standing: 'inForce' | 'notBegun' | 'ended';
  readonly words: BoardWords;
  readonly now: number;
}): ReactNode {
  const { t, language } = props.words;
  const { revokedAt } = props.delegation;
  const Icon =
    props.standing === 'inForce' ? IconCircleCheck : props.standing === 'notBegun' ? IconClockPause : IconClockX;
  const text =
    revokedAt === null
      ? t(`delegations:standing.${props.standing}`)
      : t('delegations:standing.revoked', { time: formatMoment(revokedAt, language, props.now) });
  return (
    <span className={classes.standing} data-standing={revokedAt === null ? props.standing : 'ended'}>
      <Icon size={16} stroke={1.7} aria-hidden />
      {text}
    </span>
  );
}
