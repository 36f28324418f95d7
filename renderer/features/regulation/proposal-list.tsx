import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { BoardView } from '#shared/contract/desk-views.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import { changedRules } from '#shared/regulation/changed-rules.ts';
import type { ProfileProposal } from '#shared/workflow/board-state.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { formatLocalDate } from '../../i18n/format.ts';
import { offerUndo } from '../../state/acts.ts';
import { invalidate } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { EmptyNote } from '../../ui/empty-note.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useMoment } from '../../ui/use-moment.ts';
import { EffectList } from './effect-list.tsx';
import { ProfileComparison } from './profile-comparison.tsx';
import classes from './regulation.module.css';

interface ProposalListProps {
  readonly board: BoardView;
  readonly mayEnact: boolean;
}

/** Drafted rules, newest first, with who drafted them and whether and from when they are in force. */
export function ProposalList({ board, mayEnact }: ProposalListProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const moment = useMoment();
  const [shown, setShown] = useState<ProfileProposal | null>(null);
  const [enacting, setEnacting] = useState<ProfileProposal | null>(null);
  const proposals = [...board.proposals].reverse();
  if (proposals.length === 0)
    return <EmptyNote title={t('regulation:noProposals')}>{t('regulation:noProposalsHint')}</EmptyNote>;
  return (
    <>
      {proposals.map((proposal) => (
        <section key={proposal.command} className={classes.change}>
          <Group justify="space-between" align="flex-start">
            <div>
              <strong>{t('regulation:proposalTitle', { version: proposal.profile.version })}</strong>
              <div className={classes.quiet}>
                {t('regulation:proposedBy', { who: words.person(proposal.by), at: moment(proposal.at) })}
                {proposal.enacted === null
                  ? ''
                  : ` · ${t('regulation:enactedBy', {
                      who: words.person(proposal.enacted.by),
                      from: formatLocalDate(proposal.enacted.validFrom),
                    })}`}
                {proposal.enacted?.decision == null
                  ? ''
                  : ` · ${proposal.enacted.decision.number}, ${formatLocalDate(proposal.enacted.decision.date)}, ${proposal.enacted.decision.issuer}`}
              </div>
            </div>
            <Group gap={8}>
              <Button variant="default" onClick={() => setShown(shown === proposal ? null : proposal)}>
                {t('regulation:whatChanges')}
              </Button>
              {mayEnact && proposal.enacted === null ? (
                <Button onClick={() => setEnacting(proposal)}>{t('vocabulary:action.enactProfile')}</Button>
              ) : null}
            </Group>
          </Group>
          {shown?.command === proposal.command ? (
            <>
              <ProfileComparison before={board.profile} after={proposal.profile} />
              <h2 className={classes.heading}>{t('regulation:underWay')}</h2>
              <EffectList before={board.profile} after={proposal.profile} />
            </>
          ) : null}
        </section>
      ))}
      {enacting === null ? null : <Enact board={board} proposal={enacting} onClose={() => setEnacting(null)} />}
    </>
  );
}

interface EnactProps {
  readonly board: BoardView;
  readonly proposal: ProfileProposal;
  readonly onClose: () => void;
}

/** Puts a draft in force from a day; a change of a rule with an article asks for the issuing authority's decision. */
function Enact({ board, proposal, onClose }: EnactProps): ReactNode {
  const { t } = useBoardWords();
  const [from, setFrom] = useState<string | null>(null);
  const [number, setNumber] = useState('');
  const [date, setDate] = useState<string | null>(null);
  const [issuer, setIssuer] = useState(board.profile.issuer);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const needsDecision = changedRules(board.profile, proposal.profile).some(({ hasArticle }) => hasArticle);
  const ready = from !== null && (!needsDecision || (number.trim() !== '' && date !== null && issuer.trim() !== ''));
  const enact = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    setFailure(null);
    try {
      const acted = await desk().rules.enact({
        proposal: proposal.command,
        validFrom: localDateSchema.parse(from),
        decision: needsDecision
          ? { number: number.trim(), date: localDateSchema.parse(date), issuer: issuer.trim() }
          : null,
      });
      offerUndo({
        commands: [acted.command],
        action: 'enactProfile',
        title: t('regulation:proposalTitle', { version: proposal.profile.version }),
        holdUntil: Date.parse(acted.holdUntil),
      });
      invalidate('board');
      onClose();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('vocabulary:action.enactProfile')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form className={classes.form} onSubmit={(event) => void enact(event)}>
        <DateInput label={t('regulation:enactFrom')} withAsterisk value={from} onChange={setFrom} data-autofocus />
        {needsDecision ? (
          <Stack gap={12}>
            <Notice tone="time">{t('regulation:decisionNeeded')}</Notice>
            <TextInput
              label={t('regulation:decisionNumber')}
              withAsterisk
              maxLength={100}
              value={number}
              onChange={(event) => setNumber(event.currentTarget.value)}
            />
            <DateInput label={t('regulation:decisionDate')} withAsterisk value={date} onChange={setDate} />
            <TextInput
              label={t('regulation:issuer')}
              withAsterisk
              maxLength={200}
              value={issuer}
              onChange={(event) => setIssuer(event.currentTarget.value)}
            />
          </Stack>
        ) : (
          <p className={classes.quiet}>{t('regulation:practiceOnly')}</p>
        )}
        {failure === null ? null : <FailureNotice failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!ready}>
            {t('vocabulary:action.enactProfile')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
