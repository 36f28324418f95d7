import { Button, Checkbox, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { ActInput } from '#shared/contract/desk-contract.ts';
import type { ItemView, VerificationView } from '#shared/contract/desk-views.ts';
import type { CommandId } from '#shared/lib/ids.ts';
import type { ItemAction } from '#shared/regulation/vocabulary.ts';
import { type DeskFailure, failureOf } from '../../desk.ts';
import { act } from '../../state/acts.ts';
import { type BoardWords, useBoardWords } from '../../ui/board-words.ts';
import { failureText } from '../../ui/failure-text.ts';

interface VerificationActionsProps {
  readonly view: ItemView;
  readonly seen: VerificationView;
}

const longestReason = 4_500;

/** Law 6 at the hand: record, publish after the confirmations it asks for, or demand a re-upload with the differences attached. */
export function VerificationActions({ view, seen }: VerificationActionsProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { item } = view;
  const { verdict, discrepancies, unchecked } = seen.comparison;
  const [byEye, setByEye] = useState<readonly string[]>([]);
  const [accepted, setAccepted] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [busy, setBusy] = useState(false);

  const may = (action: ItemAction): boolean => view.forecast.some((one) => one.action === action && one.allowed);
  const cosmetic = discrepancies.some(({ severity }) => severity === 'cosmetic');
  const fresh = item.publication?.revision === seen.revision && item.approval?.hash === seen.approved;
  const publishable =
    may('publish') &&
    fresh &&
    seen.phase === 'preview' &&
    verdict !== 'mismatch' &&
    (!cosmetic || accepted) &&
    unchecked.every(({ part }) => byEye.includes(part));

  const attempt = async (run: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await run();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
    setBusy(false);
  };
  const send = (input: Omit<ActInput, 'item' | 'version'>): Promise<CommandId> =>
    act({ ...input, item: item.id, version: seen.approved }, view.title);
  const recorded = async (): Promise<CommandId> => seen.command ?? (await send({ action: 'verify' }));
  const publish = (): Promise<void> =>
    attempt(async () => {
      const verification = await recorded();
      await send({ action: 'publish', verification, cosmeticConfirmed: accepted, comparedByEye: [...byEye] });
    });
  const demand = (reason: string): Promise<void> =>
    attempt(async () => {
      const verification = await recorded();
      await send({ action: 'requestReupload', verification, reason });
      setAsking(false);
    });

  if (!may('verify') && !may('publish') && !may('requestReupload')) return null;
  return (
    <div className="verification-actions">
      {cosmetic && verdict !== 'mismatch' && (
        <Checkbox
          label={t('published:confirmCosmetic')}
          checked={accepted}
          onChange={(event) => setAccepted(event.currentTarget.checked)}
        />
      )}
      {unchecked.length > 0 && (
        <Stack gap={4} role="group" aria-label={t('published:byEyeTitle')}>
          <Text size="sm" fw={600}>
            {t('published:byEyeTitle')}
          </Text>
          {unchecked.map(({ part, reason, subject }) => (
            <Checkbox
              key={part}
              label={t('published:byEye', {
                part: `${subject === '' ? part : subject} (${t(`verification:unchecked.${reason}`)})`,
              })}
              checked={byEye.includes(part)}
              onChange={(event) =>
                setByEye(event.currentTarget.checked ? [...byEye, part] : byEye.filter((one) => one !== part))
              }
            />
          ))}
        </Stack>
      )}
      {failure !== null && (
        <Text size="sm" c="red" role="alert">
          {failureText(words, failure)}
        </Text>
      )}
      <Group gap={8}>
        <Button disabled={!publishable || busy} onClick={() => void publish()}>
          {t('published:publish')}
        </Button>
        <Button
          variant={verdict === 'mismatch' ? 'filled' : 'default'}
          disabled={!may('requestReupload') || verdict === 'match' || !fresh || busy}
          onClick={() => setAsking(true)}
        >
          {t('published:requestReupload')}
        </Button>
        {seen.command === null && (
          <Button variant="subtle" disabled={!may('verify') || !fresh || busy} onClick={() => void attempt(recorded)}>
            {t('published:record')}
          </Button>
        )}
      </Group>
      {asking && (
        <ReuploadDialog
          start={reuploadReason(words, seen)}
          busy={busy}
          onClose={() => setAsking(false)}
          onSend={demand}
        />
      )}
    </div>
  );
}

interface ReuploadDialogProps {
  readonly start: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onSend: (reason: string) => Promise<void>;
}

function ReuploadDialog({ start, busy, onClose, onSend }: ReuploadDialogProps): ReactNode {
  const { t } = useBoardWords();
  const [reason, setReason] = useState(start);
  const ready = reason.trim() !== '' && !busy;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('published:requestReupload')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap={12}>
        <Textarea
          label={t('published:reuploadReason')}
          autosize
          minRows={5}
          maxRows={16}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.ctrlKey && ready && void onSend(reason.trim())}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button disabled={!ready} onClick={() => void onSend(reason.trim())}>
            {t('published:send')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** The request in words, with the differences that change the meaning. */
function reuploadReason({ t }: BoardWords, seen: VerificationView): string {
  const lines = seen.comparison.discrepancies
    .filter(({ severity }) => severity === 'meaning')
    .map(({ type, approved, published }) =>
      t('published:reuploadLine', {
        type: t(`verification:type.${type}`),
        approved: approved === '' ? t('published:absent') : approved,
        published: published === '' ? t('published:absent') : published,
      }),
    );
  return [t('published:reuploadLead'), ...lines].join('\n').slice(0, longestReason);
}
