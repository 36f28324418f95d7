import { Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import type { Article } from '#shared/content/article.ts';
import { sectionIdSchema } from '#shared/lib/ids.ts';
import { instantFromMs, localDateSchema } from '#shared/lib/instant.ts';
import { channelSchema, itemKindSchema } from '#shared/regulation/vocabulary.ts';
import { type Supply, unknownSupply } from '#shared/workflow/supply.ts';
import { type DeskFailure, desk, failureOf } from '../../desk.ts';
import { formatSize } from '../../i18n/format.ts';
import { offerUndo } from '../../state/acts.ts';
import { invalidate } from '../../state/queries.ts';
import { type BoardWords, useBoardWords } from '../../ui/board-words.ts';
import { BodyEditor } from '../../ui/editor/body-editor.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SupplyFields } from '../../ui/supply-fields.tsx';
import classes from './intake.module.css';
import { type FileContent, markReceived, type Transfer } from './transfers.ts';
import { warningText } from './warning-text.ts';

const timePattern = /^([01]?\d|2[0-3])[:hg]([0-5]\d)$/;

/** The moment of a day and a time in Vietnam, which has no daylight saving. */
function momentInVietnam(day: string, time: string): number {
  const [, hour = '0', minute = '00'] = timePattern.exec(time) ?? [];
  return Date.parse(`${day}T${hour.padStart(2, '0')}:${minute}:00+07:00`);
}

function vietnamNow(): { readonly day: string; readonly time: string } {
  const [day = '', time = ''] = new Date().toLocaleString('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).split(' ');
  return { day, time: time.slice(0, 5) };
}

/** What was read from a file, the particulars of its receipt, and receiving it. */
export function ReceiveForm(props: { readonly transfer: Transfer; readonly content: FileContent }): ReactNode {
  const words = useBoardWords();
  const { t, board, language } = words;
  const { transfer, content } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const [supply, setSupply] = useState<Supply>(unknownSupply);
  const now = vietnamNow();
  const form = useForm({
    mode: 'controlled',
    initialValues: {
      title: content.article.title,
      summary: content.article.summary,
      author: content.article.author,
      source: content.article.source,
      sourceDate: content.article.sourceDate as string | null,
      kind: board?.profile.itemKinds[0]?.id ?? 'news',
      section: '',
      channel: board?.profile.channels.find(({ id }) => id === 'file')?.id ?? board?.profile.channels[0]?.id ?? 'file',
      sender: '',
      day: now.day as string | null,
      time: now.time,
    },
    validate: {
      title: (value) => (value.trim() === '' ? t('intake:needTitle') : null),
      section: (value) => (value === '' ? t('intake:needSection') : null),
      sender: (value) => (value.trim() === '' ? t('intake:needSender') : null),
      day: (value) => (value === null ? t('common:required') : null),
      time: (value) => (timePattern.test(value.trim()) ? null : t('intake:needTime')),
    },
  });
  const received = transfer.stage === 'received';
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setFailure(null);
    const article: Article = {
      ...content.article,
      title: values.title.trim(),
      summary: values.summary.trim(),
      author: values.author.trim(),
      source: values.source.trim(),
      sourceDate: values.sourceDate === null ? null : localDateSchema.parse(values.sourceDate),
    };
    try {
      const acted = await desk().intake.receive({
        transfer: content.transfer,
        article,
        kind: itemKindSchema.parse(values.kind),
        section: sectionIdSchema.parse(values.section),
        channel: channelSchema.parse(values.channel),
        sender: values.sender.trim(),
        receivedAt: instantFromMs(momentInVietnam(values.day ?? now.day, values.time.trim())),
        supply,
      });
      markReceived(transfer.key, acted.item, acted.command);
      offerUndo({
        commands: [acted.command],
        action: 'receive',
        title: article.title,
        holdUntil: Date.parse(acted.holdUntil),
      });
      invalidate('queues');
    } catch (thrown) {
      setFailure(failureOf(thrown));
    } finally {
      setBusy(false);
    }
  });
  return (
    <form className={classes.receive} onSubmit={submit} aria-label={transfer.name}>
      <Warnings content={content} words={words} />
      <fieldset className={classes.fields} disabled={received}>
        <TextInput
          className={classes.whole}
          label={t('intake:fieldTitle')}
          withAsterisk
          maxLength={500}
          {...form.getInputProps('title')}
        />
        <Textarea
          className={classes.whole}
          label={t('intake:fieldSummary')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={5_000}
          {...form.getInputProps('summary')}
        />
        <Select
          label={t('intake:fieldKind')}
          data={(board?.profile.itemKinds ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))}
          allowDeselect={false}
          {...form.getInputProps('kind')}
        />
        <Select
          label={t('intake:fieldSection')}
          data={(board?.sections ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))}
          searchable
          withAsterisk
          {...form.getInputProps('section')}
        />
        <Select
          label={t('intake:fieldChannel')}
          data={(board?.profile.channels ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))}
          allowDeselect={false}
          {...form.getInputProps('channel')}
        />
        <TextInput label={t('intake:fieldSender')} withAsterisk maxLength={300} {...form.getInputProps('sender')} />
        <DateInput label={t('intake:fieldReceivedDate')} {...form.getInputProps('day')} />
        <TextInput label={t('intake:fieldReceivedTime')} {...form.getInputProps('time')} />
        <TextInput label={t('intake:fieldAuthor')} maxLength={1_000} {...form.getInputProps('author')} />
        <TextInput label={t('intake:fieldSource')} maxLength={1_000} {...form.getInputProps('source')} />
        <DateInput label={t('intake:fieldSourceDate')} clearable {...form.getInputProps('sourceDate')} />
        {board === undefined ? null : (
          <div className={classes.whole}>
            <SupplyFields profile={board.profile} supply={supply} onChange={setSupply} />
          </div>
        )}
      </fieldset>
      {failure === null ? null : <FailureNotice failure={failure} />}
      {received ? null : (
        <Group justify="space-between">
          <span className={classes.quiet}>
            {t('intake:original', { name: content.original.name, size: formatSize(content.original.size, language) })}
          </span>
          <Button type="submit" loading={busy}>
            {t('intake:receive')}
          </Button>
        </Group>
      )}
      <section className={classes.preview} aria-label={t('intake:preview')}>
        <h2 className={classes.heading}>{t('intake:preview')}</h2>
        <BodyEditor
          body={content.article.body}
          editable={false}
          language={content.article.language}
          onChange={() => undefined}
          onPickImage={() => Promise.resolve(null)}
        />
      </section>
    </form>
  );
}

function Warnings(props: { readonly content: FileContent; readonly words: BoardWords }): ReactNode {
  const { content, words } = props;
  if (content.warnings.length === 0) return null;
  return (
    <Notice tone="time" title={words.t('intake:warnings')}>
      <ul className={classes.warnings}>
        {content.warnings.map((warning) => (
          <li key={`${warning.code}-${warning.subject ?? ''}`}>{warningText(words.t, warning)}</li>
        ))}
      </ul>
    </Notice>
  );
}
