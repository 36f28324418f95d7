import { ActionIcon, Button, Checkbox, Group, Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { AmendmentPreview } from '#shared/contract/deadline-views.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import type { CalendarDay } from '#shared/regulation/calendar.ts';
import type { CalendarAmendment } from '#shared/regulation/calendar-amendment.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { formatLocalDate } from '../../i18n/format.ts';
import { offerUndo } from '../../state/acts.ts';
import { invalidate, useDeskQuery } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { dayWords } from '../../ui/deadline-explanation.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { amendmentOf, type DraftDay, dayKinds, offCauses } from './amendment-draft.ts';
import classes from './deadlines.module.css';
import { PreviewNote } from './preview-note.tsx';

const freshDay: DraftDay = { date: null, kind: 'off', cause: 'swap', reason: '' };

/** The dialog that changes the calendar: days, document and reason, and before confirming what would move. */
export function AmendForm(props: { readonly officialTo: number; readonly onClose: () => void }): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const { officialTo } = props;
  const [day, setDay] = useState(freshDay);
  const [days, setDays] = useState<readonly DraftDay[]>([]);
  const [document, setDocument] = useState('');
  const [why, setWhy] = useState('');
  const [complete, setComplete] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const amendment = amendmentOf({ days, document, why, officialTo: complete ? officialTo + 1 : null }, officialTo);
  const preview = usePreview(amendment);
  const ready = amendment !== null && preview?.problem === null;
  const doubled = days.some(({ date }) => date === day.date);

  const confirm = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const acted = await desk().rules.amendCalendar({ amendment });
      const holdUntil = Date.parse(acted.holdUntil);
      offerUndo({ commands: [acted.command], action: 'amendCalendar', title: amendment.reason, holdUntil });
      invalidate('board');
      props.onClose();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('deadlines:amend')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm();
      }}
    >
      <div className={classes.form}>
        <DayFields day={day} onChange={setDay} doubled={doubled} />
        <Group justify="flex-end">
          <Button
            variant="default"
            disabled={day.date === null || day.reason.trim() === '' || doubled}
            onClick={() => {
              setDays([...days, day]);
              setDay({ ...freshDay, kind: day.kind });
            }}
          >
            {t('deadlines:formAddDay')}
          </Button>
        </Group>
        <section aria-label={t('deadlines:formDays')}>
          <h3 className={classes.heading}>{t('deadlines:formDays')}</h3>
          {days.length === 0 ? <p className={classes.quiet}>{t('deadlines:formNoDays')}</p> : null}
          <ul className={classes.days}>
            {days.map((one) => (
              <li key={one.date} className={classes.draftDay}>
                <span>
                  {dayWords(one.date ?? '', words)}: {t(`deadlines:kind.${one.kind}`)} – {one.reason}
                </span>
                <ActionIcon
                  size="sm"
                  variant="subtle"
                  color="gray"
                  aria-label={t('deadlines:formRemove', { date: formatLocalDate(one.date ?? '') })}
                  onClick={() => setDays(days.filter((other) => other !== one))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
        </section>
        <TextInput
          label={t('deadlines:formDocument')}
          description={t('deadlines:formDocumentHint')}
          maxLength={300}
          value={document}
          onChange={(event) => setDocument(event.currentTarget.value)}
        />
        <TextInput
          label={t('deadlines:formWhy')}
          maxLength={1_000}
          withAsterisk
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Checkbox
          label={t('deadlines:formOfficial', { year: officialTo + 1 })}
          checked={complete}
          disabled={document.trim() === ''}
          onChange={(event) => setComplete(event.currentTarget.checked)}
        />
        {preview === undefined ? null : <PreviewNote preview={preview} />}
        {failure === null ? null : failure.code === 'bad-request' ? (
          <Notice tone="harm">{t('deadlines:problem.notUsable')}</Notice>
        ) : (
          <FailureNotice failure={failure} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('common:cancel')}
          </Button>
          <Button disabled={!ready} loading={busy} onClick={() => void confirm()} title="Ctrl+Enter">
            {t('deadlines:confirm')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}

/** What the change would do; undefined while it is not whole or being asked. */
function usePreview(amendment: CalendarAmendment | null): AmendmentPreview | undefined {
  const key = amendment === null ? null : `amendment:${JSON.stringify(amendment)}`;
  return useDeskQuery(key, ['queues', 'board'], (client) => {
    if (amendment === null) throw new Error('no amendment was asked about');
    return client.deadlines.preview({ amendment });
  }).data;
}

function DayFields(props: {
  readonly day: DraftDay;
  readonly doubled: boolean;
  readonly onChange: (day: DraftDay) => void;
}): ReactNode {
  const { t } = useBoardWords();
  const { day, doubled, onChange } = props;
  const cause = (value: string | null): CalendarDay['cause'] => offCauses.find((one) => one === value) ?? 'swap';
  return (
    <>
      <SegmentedControl
        aria-label={t('deadlines:kindLabel')}
        value={day.kind}
        data={dayKinds.map((kind) => ({ value: kind, label: t(`deadlines:kind.${kind}`) }))}
        onChange={(value) => onChange({ ...day, kind: dayKinds.find((kind) => kind === value) ?? 'off' })}
      />
      <Group grow align="flex-start">
        <DateInput
          label={t('deadlines:formDate')}
          withAsterisk
          value={day.date}
          error={doubled ? t('deadlines:formDuplicate') : null}
          onChange={(value) => {
            const parsed = localDateSchema.safeParse(value);
            onChange({ ...day, date: parsed.success ? parsed.data : null });
          }}
        />
        {day.kind === 'off' ? (
          <Select
            label={t('deadlines:formCause')}
            data={offCauses.map((value) => ({ value, label: t(`deadlines:why.${value}`) }))}
            value={day.cause}
            allowDeselect={false}
            onChange={(value) => onChange({ ...day, cause: cause(value) })}
          />
        ) : null}
      </Group>
      <TextInput
        label={t('deadlines:formReason')}
        placeholder={t('deadlines:formReasonHint')}
        maxLength={500}
        withAsterisk
        value={day.reason}
        onChange={(event) => onChange({ ...day, reason: event.currentTarget.value })}
      />
    </>
  );
}
