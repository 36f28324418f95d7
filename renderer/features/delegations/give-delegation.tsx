import { Button, Checkbox, Group, Modal, MultiSelect, Select, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import type { BoardView, SessionView } from '#shared/contract/desk-views.ts';
import { personIdSchema, sectionIdSchema } from '#shared/lib/ids.ts';
import { localDateSchema } from '#shared/lib/instant.ts';
import type { DelegationRule } from '#shared/regulation/profile.ts';
import { type ItemAction, itemActionSchema } from '#shared/regulation/vocabulary.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { offerUndo } from '../../state/acts.ts';
import { invalidate } from '../../state/queries.ts';
import { useBoardWords } from '../../ui/board-words.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './delegations.module.css';

/** The dialog that records a delegation document: number, person, days, sections and acts. */
export function GiveDelegation(props: {
  readonly board: BoardView;
  readonly session: SessionView;
  readonly onClose: () => void;
}): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const { board } = props;
  const rules = board.profile.delegations.filter(({ from }) => props.session.roles.includes(from));
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const candidates = board.people.filter(({ id, enabled }) => enabled && rulesFor(board, rules, id).length > 0);
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      to: candidates.length === 1 ? (candidates[0]?.id ?? '') : '',
      number: '',
      from: new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }) as string | null,
      until: null as string | null,
      allSections: rules.every(({ perSection }) => !perSection),
      sections: [] as string[],
      actions: delegableOf(rules) as string[],
    },
    validate: {
      to: (value) => (value === '' ? t('common:required') : null),
      number: (value) => (value.trim() === '' ? t('common:required') : null),
      from: (value) => (value === null ? t('common:required') : null),
      until: (value, values) =>
        value === null
          ? t('common:required')
          : values.from !== null && value < values.from
            ? t('delegations:formDates')
            : null,
      sections: (value, values) => (!values.allSections && value.length === 0 ? t('common:required') : null),
      actions: (value) => (value.length === 0 ? t('common:required') : null),
    },
  });
  const chosen = form.values.to === '' ? rules : rulesFor(board, rules, form.values.to);
  const delegable = delegableOf(chosen);
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setFailure(null);
    try {
      const acted = await desk().delegations.give({
        to: personIdSchema.parse(values.to),
        actions: delegable.filter((action) => values.actions.includes(action)),
        sections: values.allSections ? null : values.sections.map((section) => sectionIdSchema.parse(section)),
        number: values.number.trim(),
        validFrom: localDateSchema.parse(values.from),
        validTo: localDateSchema.parse(values.until),
      });
      offerUndo({
        commands: [acted.command],
        action: 'delegate',
        title: words.person(values.to),
        holdUntil: Date.parse(acted.holdUntil),
      });
      invalidate('board');
      props.onClose();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  });
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('delegations:give')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
      }}
    >
      <form className={classes.form} onSubmit={submit}>
        <p className={classes.basis}>
          {t('delegations:basis', { article: chosen.map(({ citation }) => words.article(citation)).join('; ') })}
        </p>
        {chosen.some(({ onlyInAbsence }) => onlyInAbsence) ? (
          <p className={classes.basis}>{t('delegations:onlyInAbsence')}</p>
        ) : null}
        {candidates.length === 0 ? <Notice tone="harm">{t('delegations:noCandidate')}</Notice> : null}
        <Select
          label={t('delegations:formTo')}
          data={candidates.map((person) => ({ value: person.id, label: `${person.name} – ${person.unit}` }))}
          withAsterisk
          allowDeselect={false}
          {...form.getInputProps('to')}
        />
        <TextInput
          label={t('delegations:formNumber')}
          placeholder={t('delegations:formNumberHint')}
          maxLength={100}
          withAsterisk
          {...form.getInputProps('number')}
        />
        <Group grow align="flex-start">
          <DateInput label={t('delegations:formFrom')} withAsterisk {...form.getInputProps('from')} />
          <DateInput label={t('delegations:formUntil')} withAsterisk {...form.getInputProps('until')} />
        </Group>
        <Checkbox
          label={t('delegations:formAllSections')}
          {...form.getInputProps('allSections', { type: 'checkbox' })}
        />
        {form.values.allSections ? null : (
          <MultiSelect
            label={t('delegations:formSections')}
            data={board.sections.map((section) => ({ value: section.id, label: section.title[language] }))}
            searchable
            withAsterisk
            {...form.getInputProps('sections')}
          />
        )}
        <Checkbox.Group label={t('delegations:formActions')} withAsterisk {...form.getInputProps('actions')}>
          <div className={classes.actions}>
            {delegable.map((action) => (
              <Checkbox key={action} value={action} label={t(`vocabulary:action.${action}`)} />
            ))}
          </div>
        </Checkbox.Group>
        {failure === null ? null : <FailureNotice failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={props.onClose}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy} title="Ctrl+Enter">
            {t('delegations:formSubmit')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** Rules under which this person may be given a delegation. */
function rulesFor(board: BoardView, rules: readonly DelegationRule[], person: string): readonly DelegationRule[] {
  const roles = board.grants
    .filter((grant) => grant.person === person && grant.revokedAt === null)
    .map(({ role }) => role);
  return rules.filter(({ to }) => to.some((role) => roles.includes(role)));
}

function delegableOf(rules: readonly DelegationRule[]): readonly ItemAction[] {
  const actions: readonly string[] = rules.flatMap((rule) => rule.actions);
  return itemActionSchema.options.filter((action) => actions.includes(action));
}
