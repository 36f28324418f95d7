import { Button, Checkbox, Group, Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import type { BoardView, SessionView } from '#shared/contract/desk-views.ts';
import { personIdSchema, sectionIdSchema } from '#shared/lib/ids.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import { roleIdSchema } from '#shared/regulation/vocabulary.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { offerUndo } from '../../state/acts.ts';
import { invalidate } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import classes from './assignments.module.css';

interface GiveAssignmentProps {
  readonly board: BoardView;
  readonly session: SessionView;
  readonly onClose: () => void;
}

/** The dialog that records an assignment: person, role, sections, document and days. */
export function GiveAssignment({ board, session, onClose }: GiveAssignmentProps): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const rules = board.profile.boardRules.filter(
    ({ action, roles }) => action === 'assign' && roles.some((role) => session.roles.includes(role)),
  );
  const assignable = board.profile.roles.filter(({ id }) =>
    rules.some(({ assigns }) => assigns === null || assigns.includes(id)),
  );
  const members = board.people.filter(({ id, enabled }) => enabled && holdsMember(board, id));
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      to: '',
      role: '',
      under: '',
      allSections: true,
      sections: [] as string[],
      number: '',
      from: new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }) as string | null,
      until: null as string | null,
    },
    validate: {
      to: (value) => (value === '' ? t('common:required') : null),
      role: (value) => (value === '' ? t('common:required') : null),
      under: (value, values) => (values.role === 'supportTeam' && value === '' ? t('common:required') : null),
      sections: (value, values) => (!values.allSections && value.length === 0 ? t('common:required') : null),
      number: (value) => (value.trim() === '' ? t('common:required') : null),
      from: (value) => (value === null ? t('common:required') : null),
      until: (value, values) =>
        value !== null && values.from !== null && value < values.from ? t('assignments:datesReversed') : null,
    },
  });
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setFailure(null);
    try {
      const acted = await desk().assignments.give({
        to: personIdSchema.parse(values.to),
        role: roleIdSchema.parse(values.role),
        under: values.role === 'supportTeam' ? personIdSchema.parse(values.under) : null,
        sections: values.allSections ? null : values.sections.map((section) => sectionIdSchema.parse(section)),
        number: values.number.trim(),
        validFrom: localDateSchema.parse(values.from),
        validTo: values.until === null ? null : localDateSchema.parse(values.until),
      });
      offerUndo({
        commands: [acted.command],
        action: 'assign',
        title: words.person(values.to),
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
      title={t('assignments:give')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <form className={classes.form} onSubmit={submit}>
        <Select
          label={t('assignments:column.person')}
          data={board.people
            .filter(({ enabled }) => enabled)
            .map(({ id, name, unit }) => ({ value: id, label: [name, unit].filter(Boolean).join(' – ') }))}
          searchable
          withAsterisk
          {...form.getInputProps('to')}
        />
        <Select
          label={t('assignments:column.role')}
          data={assignable.map(({ id, title }) => ({ value: id, label: title[language] }))}
          withAsterisk
          {...form.getInputProps('role')}
        />
        {form.values.role === 'supportTeam' ? (
          <Select
            label={t('assignments:underWhom')}
            data={members.map(({ id, name }) => ({ value: id, label: name }))}
            withAsterisk
            {...form.getInputProps('under')}
          />
        ) : null}
        <Checkbox label={t('assignments:allSections')} {...form.getInputProps('allSections', { type: 'checkbox' })} />
        {form.values.allSections ? null : (
          <MultiSelect
            label={t('assignments:column.sections')}
            data={board.sections.map(({ id, title }) => ({ value: id, label: title[language] }))}
            searchable
            withAsterisk
            {...form.getInputProps('sections')}
          />
        )}
        <TextInput
          label={t('assignments:column.document')}
          maxLength={100}
          withAsterisk
          {...form.getInputProps('number')}
        />
        <Group grow align="flex-start">
          <DateInput label={t('assignments:from')} withAsterisk {...form.getInputProps('from')} />
          <DateInput label={t('assignments:until')} clearable {...form.getInputProps('until')} />
        </Group>
        {failure === null ? null : <FailureNotice failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy} title="Ctrl+Enter">
            {t('vocabulary:action.assign')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function holdsMember(board: BoardView, person: string): boolean {
  return board.grants.some((grant) => grant.person === person && grant.role === 'member' && grant.revokedAt === null);
}
