import { Button, Checkbox, FileButton, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { checkProfile } from '#shared/regulation/check-profile.ts';
import { findingSentences } from '#shared/regulation/finding-sentences.ts';
import { type Profile, ProfileError, parseProfile } from '#shared/regulation/profile.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { offerUndo } from '../../state/acts.ts';
import { invalidate } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { EffectList } from './effect-list.tsx';
import { ProfileComparison } from './profile-comparison.tsx';
import classes from './regulation.module.css';

interface DraftFormProps {
  readonly current: Profile;
  readonly latestVersion: number;
  readonly onProposed: () => void;
}

/** Largest profile file that is read, in bytes. */
const fileLimit = 2_000_000;

/** A copy of the rules to change without a programmer: switches, grounds, numbers and words; or a file made elsewhere. */
export function DraftForm({ current, latestVersion, onProposed }: DraftFormProps): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const [draft, setDraft] = useState<Profile>(() => ({ ...current, version: latestVersion + 1, status: 'draft' }));
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [busy, setBusy] = useState(false);
  const findings = checkProfile(draft).map(
    ({ code, path, subject }) => `${path}: ${findingSentences[code][language]} (${subject})`,
  );
  const set = (change: Partial<Profile>): void => setDraft((before) => ({ ...before, ...change }));

  const open = async (file: File | null): Promise<void> => {
    if (file === null) return;
    setProblem(null);
    if (file.size > fileLimit) {
      setProblem(t('regulation:fileTooLarge'));
      return;
    }
    try {
      const profile = parseProfile(
        JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())),
      );
      if (profile.id === current.id) setDraft({ ...profile, version: latestVersion + 1, status: 'draft' });
      else setProblem(t('regulation:otherProfile', { id: profile.id }));
    } catch (error) {
      const said = error instanceof ProfileError ? error.problems.map(({ path, reason }) => `${path}: ${reason}`) : [];
      setProblem([t('regulation:fileUnreadable', { name: file.name }), ...said].join('\n'));
    }
  };
  const propose = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      const acted = await desk().rules.propose({ profile: draft });
      offerUndo({
        commands: [acted.command],
        action: 'proposeProfile',
        title: draft.title[language],
        holdUntil: Date.parse(acted.holdUntil),
      });
      invalidate('board');
      onProposed();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  const switchable = draft.transitions.filter(({ enabled, citation }) => !enabled || citation === null);
  return (
    <Stack gap={16}>
      <Group justify="space-between">
        <p className={classes.quiet}>{t('regulation:draftHint')}</p>
        <FileButton accept="application/json,.json" onChange={(file) => void open(file)}>
          {(button) => (
            <Button {...button} variant="default">
              {t('regulation:openFile')}
            </Button>
          )}
        </FileButton>
      </Group>
      {problem === null ? null : <Notice tone="harm">{problem}</Notice>}
      <TextInput
        label={t('regulation:boardWord')}
        value={draft.wording.board.vi}
        maxLength={500}
        onChange={(event) =>
          set({
            wording: { ...draft.wording, board: { ...draft.wording.board, vi: event.currentTarget.value } },
          })
        }
      />
      <fieldset>
        <legend>{t('regulation:switches')}</legend>
        <Stack gap={6}>
          {switchable.map((rule) => (
            <Checkbox
              key={rule.id}
              label={`${t(`vocabulary:action.${rule.action}`)} – ${rule.roles.map(({ role }) => words.role(role)).join('; ')} (${words.article(rule.citation)})`}
              checked={rule.enabled}
              onChange={(event) => {
                const enabled = event.currentTarget.checked;
                set({
                  transitions: draft.transitions.map((one) => (one.id === rule.id ? { ...one, enabled } : one)),
                });
              }}
            />
          ))}
        </Stack>
      </fieldset>
      <Grounds
        label={t('regulation:grounds')}
        grounds={draft.refusalGrounds}
        onChange={(refusalGrounds) => set({ refusalGrounds })}
      />
      <Grounds
        label={t('regulation:returnGrounds')}
        grounds={draft.returnGrounds}
        onChange={(returnGrounds) => set({ returnGrounds })}
      />
      {draft.deadlines
        .filter(({ amount }) => amount !== null)
        .map((rule) => (
          <NumberInput
            key={rule.id}
            label={`${rule.wording} (${words.article(rule.citation)})`}
            value={rule.amount ?? ''}
            min={1}
            max={1_000}
            allowDecimal={false}
            onChange={(value) => {
              const amount = Number(value);
              if (!Number.isInteger(amount) || amount < 1) return;
              set({ deadlines: draft.deadlines.map((one) => (one.id === rule.id ? { ...one, amount } : one)) });
            }}
          />
        ))}
      {draft.escalations.map((rule) => (
        <NumberInput
          key={rule.state}
          label={t('regulation:escalation', { state: words.state(rule.state) })}
          value={rule.days}
          min={1}
          max={60}
          allowDecimal={false}
          onChange={(value) => {
            const days = Number(value);
            if (!Number.isInteger(days) || days < 1) return;
            set({ escalations: draft.escalations.map((one) => (one.state === rule.state ? { ...one, days } : one)) });
          }}
        />
      ))}
      {findings.length === 0 ? null : (
        <Notice tone="harm" title={t('regulation:findings')}>
          <ul className={classes.list}>
            {findings.slice(0, 20).map((finding) => (
              <li key={finding}>{finding}</li>
            ))}
          </ul>
        </Notice>
      )}
      <section>
        <h2 className={classes.heading}>{t('regulation:whatChanges')}</h2>
        <ProfileComparison before={current} after={draft} />
      </section>
      <section>
        <h2 className={classes.heading}>{t('regulation:underWay')}</h2>
        <EffectList before={current} after={draft} />
      </section>
      {failure === null ? null : <FailureNotice failure={failure} />}
      <Group justify="flex-end">
        <Button loading={busy} disabled={findings.length > 0} onClick={() => void propose()}>
          {t('regulation:propose')}
        </Button>
      </Group>
    </Stack>
  );
}

interface GroundsProps {
  readonly label: string;
  readonly grounds: Profile['refusalGrounds'];
  readonly onChange: (grounds: Profile['refusalGrounds']) => void;
}

/** Grounds of an article are read only: their wording is the regulation's; the board's own may be written. */
function Grounds({ label, grounds, onChange }: GroundsProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  return (
    <fieldset>
      <legend>{label}</legend>
      <Stack gap={6}>
        {grounds.map((ground) => (
          <Group key={ground.id} gap={8} wrap="nowrap" align="flex-start">
            <Textarea
              aria-label={`${label} ${ground.id}`}
              description={words.article(ground.citation)}
              autosize
              flex={1}
              maxLength={1_000}
              readOnly={ground.citation !== null}
              value={ground.text}
              onChange={(event) => {
                const text = event.currentTarget.value;
                onChange(grounds.map((one) => (one.id === ground.id ? { ...one, text } : one)));
              }}
            />
            {ground.citation === null ? (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => onChange(grounds.filter(({ id }) => id !== ground.id))}
              >
                {t('regulation:removeGround')}
              </Button>
            ) : null}
          </Group>
        ))}
        <Button
          variant="default"
          w="fit-content"
          size="compact-sm"
          onClick={() =>
            onChange([...grounds, { id: freshId(grounds), text: t('regulation:newGround'), citation: null }])
          }
        >
          {t('regulation:addGround')}
        </Button>
      </Stack>
    </fieldset>
  );
}

function freshId(grounds: Profile['refusalGrounds']): string {
  let count = grounds.length + 1;
  while (grounds.some(({ id }) => id === `R${count}`)) count += 1;
  return `R${count}`;
}
