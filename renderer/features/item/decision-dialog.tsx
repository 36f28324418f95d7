import { Button, CopyButton, Group, Kbd, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { articleBlocks } from '#shared/content/text-blocks.ts';
import type { ActInput } from '#shared/contract/desk-contract.ts';
import type { BoardView, ItemView } from '#shared/contract/desk-views.ts';
import { instantFromMs } from '#shared/lib/instant.ts';
import { formatCitation } from '#shared/regulation/citation.ts';
import type { ItemAction } from '#shared/regulation/vocabulary.ts';
import type { Supply } from '#shared/workflow/supply.ts';
import { shortCode } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useNow } from '../../state/now.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { DecisionParticularsFields, hasParticulars } from './decision-particulars.tsx';

/** What the person adds to a decision. */
export type DecisionParticulars = Pick<
  ActInput,
  'reason' | 'ground' | 'specialist' | 'uploadMode' | 'address' | 'infoType' | 'section' | 'forwardTo'
> & { readonly supply?: Supply };

interface DecisionDialogProps {
  readonly action: ItemAction;
  readonly view: ItemView;
  readonly board: BoardView;
  /** Differences since this person last read it; null when never read. */
  readonly changes: number | null;
  readonly onConfirm: (particulars: DecisionParticulars) => void;
  readonly onClose: () => void;
}

const reasoned: ReadonlySet<ItemAction> = new Set([
  'return',
  'refuse',
  'reopen',
  'withdraw',
  'declineSupplementary',
  'requestReupload',
  'approveEmergency',
  'reportError',
  'forward',
]);
/** Actions whose particulars come first; a reason may follow. */
const particular: ReadonlySet<ItemAction> = new Set(['route', 'classify', 'describe', 'forward']);

/** One visible confirmation, sent by Ctrl+Enter, that shows exactly what is decided; grey until ground and reason are there. */
export function DecisionDialog({ action, view, board, changes, onConfirm, onClose }: DecisionDialogProps): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const [reason, setReason] = useState('');
  const [ground, setGround] = useState<string | null>(null);
  const [given, setGiven] = useState<DecisionParticulars>({});
  const now = useNow(60_000);
  const [mode, setMode] = useState<'portal' | 'foreign'>('portal');
  const [address, setAddress] = useState('');
  const grounds =
    action === 'refuse' ? board.profile.refusalGrounds : action === 'return' ? board.profile.returnGrounds : [];
  const citation = view.forecast.find((one) => one.action === action)?.citation ?? null;
  const ready =
    (!reasoned.has(action) || reason.trim() !== '') &&
    (grounds.length === 0 || ground !== null) &&
    hasParticulars(action, view, given) &&
    (action !== 'upload' || mode === 'portal' || URL.canParse(address));

  const confirm = (): void => {
    if (!ready) return;
    const text = reason.trim();
    onConfirm({
      reason: text === '' ? null : text,
      ...given,
      ground,
      ...(action === 'classify' && { infoType: given.infoType ?? view.item.supply.infoType }),
      uploadMode: mode,
      address: action === 'upload' && mode === 'foreign' ? address : null,
    });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    confirm();
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && event.ctrlKey) confirm();
  };

  return (
    <Modal
      closeButtonProps={{ 'aria-label': t('common:close') }}
      opened
      onClose={onClose}
      size="lg"
      title={t(`vocabulary:action.${action}`)}
      transitionProps={{ duration: 0 }}
    >
      <form onSubmit={submit} onKeyDown={keys}>
        <Stack gap={12}>
          <dl className="decision-facts">
            <dt>{t('item:dialog.title')}</dt>
            <dd>{view.title}</dd>
            <dt>{t('item:dialog.code')}</dt>
            <dd>
              <code>{shortCode(view.item.current)}</code>
            </dd>
            <dt>{t('item:dialog.changes')}</dt>
            <dd>
              {changes === null
                ? t('item:dialog.neverRead')
                : changes === 0
                  ? t('item:dialog.noChanges')
                  : t('item:dialog.changeCount', { count: changes })}
            </dd>
          </dl>
          {grounds.length > 0 && (
            <Radio.Group label={t('item:dialog.ground')} value={ground} onChange={setGround} withAsterisk>
              <Stack gap={6} mt={4}>
                {grounds.map(({ id, text }) => (
                  <Radio key={id} value={id} label={text} />
                ))}
              </Stack>
            </Radio.Group>
          )}
          <DecisionParticularsFields
            action={action}
            view={view}
            board={board}
            at={instantFromMs(now)}
            given={given}
            onChange={(change) => setGiven((before) => ({ ...before, ...change }))}
          />
          {action === 'upload' && (
            <>
              <Radio.Group value={mode} onChange={(value) => setMode(value === 'foreign' ? 'foreign' : 'portal')}>
                <Stack gap={6}>
                  <Radio value="portal" label={t('item:dialog.uploadPortal')} />
                  <Radio value="foreign" label={t('item:dialog.uploadForeign')} />
                </Stack>
              </Radio.Group>
              {mode === 'foreign' && (
                <>
                  <Checklist view={view} />
                  <TextInput
                    label={t('item:dialog.address')}
                    placeholder="https://"
                    value={address}
                    onChange={(event) => setAddress(event.currentTarget.value)}
                    withAsterisk
                  />
                </>
              )}
            </>
          )}
          {(reasoned.has(action) || (particular.has(action) && action !== 'describe')) && (
            <Textarea
              label={t('item:dialog.reason')}
              description={reasoned.has(action) ? t('item:dialog.reasonNeeded') : null}
              autosize
              minRows={3}
              maxRows={10}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              withAsterisk={reasoned.has(action)}
              data-autofocus={!particular.has(action) || undefined}
            />
          )}
          <Text size="xs" c="dimmed">
            {citation === null
              ? t('item:bar.notInRegulation')
              : t('item:dialog.authority', { citation: formatCitation(citation, language) })}{' '}
            {t('item:dialog.seal')}
          </Text>
          <Group justify="flex-end" gap={8}>
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('item:dialog.cancel')}
            </Button>
            <Button
              type="submit"
              disabled={!ready}
              color={action === 'refuse' || action === 'withdraw' ? 'red' : 'accent'}
              rightSection={<Kbd size="xs">{t('item:dialog.confirmKey')}</Kbd>}
              data-autofocus={(!reasoned.has(action) && !particular.has(action)) || undefined}
            >
              {t(`vocabulary:action.${action}`)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Exactly the approved parts, each with a copy button, for a portal that takes them by hand. */
function Checklist({ view }: { readonly view: ItemView }): ReactNode {
  const { t } = useWords();
  return (
    <Stack gap={4} className="upload-checklist">
      <Text size="sm">{t('item:dialog.checklist')}</Text>
      {articleBlocks(view.article).map((block) => (
        <Group key={block.path} gap={8} wrap="nowrap" align="start">
          <CopyButton value={block.text}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {copied ? t('item:copied') : t('item:dialog.copy')}
              </Button>
            )}
          </CopyButton>
          <Text size="xs" c="dimmed" w={110}>
            {t(`comparison:field.${block.kind}`)}
          </Text>
          <Text size="sm" lineClamp={2} flex={1}>
            {block.text}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
