import { Button, Group, Modal, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import type { BoardView, SessionView } from '#shared/contract/desk-views.ts';
import { personIdSchema } from '#shared/lib/ids.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { offerUndo } from '../../state/acts.ts';
import { invalidate } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import classes from './assignments.module.css';

interface RecordAbsenceProps {
  readonly board: BoardView;
  readonly session: SessionView;
  /** Everybody may record their own absence; only some that of others. */
  readonly mayForOthers: boolean;
  readonly onClose: () => void;
}

/** The dialog that records who is away and when. */
export function RecordAbsence({ board, session, mayForOthers, onClose }: RecordAbsenceProps): ReactNode {
  const words = useBoardWords();
  const { t } = words;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const form = useForm({
    mode: 'controlled',
    initialValues: { person: session.person?.id ?? '', from: null as string | null, until: null as string | null },
    validate: {
      person: (value) => (value === '' ? t('common:required') : null),
      from: (value) => (value === null ? t('common:required') : null),
      until: (value, values) =>
        value === null
          ? t('common:required')
          : values.from !== null && value < values.from
            ? t('assignments:datesReversed')
            : null,
    },
  });
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setFailure(null);
    try {
      const acted = await desk().assignments.recordAbsence({
        person: personIdSchema.parse(values.person),
        validFrom: localDateSchema.parse(values.from),
        validTo: localDateSchema.parse(values.until),
      });
      offerUndo({
        commands: [acted.command],
        action: 'recordAbsence',
        title: words.person(values.person),
        holdUntil: Date.parse(acted.holdUntil),
      });
      invalidate('board');
      onClose();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('assignments:recordAbsence')}
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      <form className={classes.form} onSubmit={submit}>
        <Select
          label={t('assignments:column.person')}
          data={board.people
            .filter(({ id, enabled }) => enabled && (mayForOthers || id === session.person?.id))
            .map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          allowDeselect={false}
          withAsterisk
          {...form.getInputProps('person')}
        />
        <Group grow align="flex-start">
          <DateInput label={t('assignments:from')} withAsterisk {...form.getInputProps('from')} />
          <DateInput label={t('assignments:until')} withAsterisk {...form.getInputProps('until')} />
        </Group>
        {failure === null ? null : <FailureNotice failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('vocabulary:action.recordAbsence')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
