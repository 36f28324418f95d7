import { Checkbox, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { DateInput, DateTimePicker } from '@mantine/dates';
import type { ReactNode } from 'react';
import { instantFromMs, instantToMs, localDateSchema } from '#shared/lib/instant.ts';
import { informationTypeSchema, type StartEvent } from '#shared/regulation/deadline.ts';
import type { Profile } from '#shared/regulation/profile.ts';
import type { Starts, Supply } from '#shared/workflow/supply.ts';
import { useWords } from '../i18n/use-words.ts';

interface SupplyFieldsProps {
  readonly profile: Profile;
  readonly supply: Supply;
  readonly onChange: (supply: Supply) => void;
}

type Moment = 'eventHappened' | 'eventEnded' | 'changed';
type Day = Exclude<keyof Starts, Moment>;
const moments: readonly Moment[] = ['eventHappened', 'eventEnded', 'changed'];
const days: readonly Day[] = ['issued', 'signed', 'ratified', 'adopted', 'workAccepted'];

const vietnam = 7 * 3_600_000;

/** What is known of a supply besides its text; only the moments that the profile's deadlines start from are asked for. */
export function SupplyFields({ profile, supply, onChange }: SupplyFieldsProps): ReactNode {
  const { t, language } = useWords();
  const asked = new Set<StartEvent>(
    profile.deadlines
      .filter(({ types }) => supply.infoType === null || types.includes(supply.infoType) || isSupply(types))
      .flatMap(({ startsFrom }) => startsFrom),
  );
  const set = (change: Partial<Supply>): void => onChange({ ...supply, ...change });
  const setStart = (change: Partial<Starts>): void => set({ starts: { ...supply.starts, ...change } });
  const asksConsent = profile.guard.some(({ check }) => check === 'consent');
  return (
    <Stack gap={8}>
      <Select
        label={t('item:supply.infoType')}
        description={t('item:supply.infoTypeHint')}
        clearable
        data={typesOf(profile).map((type) => ({ value: type.id, label: type.title[language] }))}
        value={supply.infoType}
        onChange={(value) => {
          const parsed = informationTypeSchema.safeParse(value);
          set({ infoType: parsed.success ? parsed.data : null });
        }}
      />
      <SimpleGrid cols={2} spacing={8}>
        {moments
          .filter((moment) => asked.has(moment) || supply.starts[moment] !== null)
          .map((moment) => (
            <DateTimePicker
              key={moment}
              label={t(`item:supply.${moment}`)}
              clearable
              value={shownMoment(supply.starts[moment])}
              onChange={(value) => setStart({ [moment]: value === null ? null : instantOf(value) })}
            />
          ))}
        {days
          .filter((day) => asked.has(day) || supply.starts[day] !== null)
          .map((day) => (
            <DateInput
              key={day}
              label={t(`item:supply.${day}`)}
              clearable
              value={supply.starts[day]}
              onChange={(value) => {
                const parsed = localDateSchema.safeParse(value);
                setStart({ [day]: parsed.success ? parsed.data : null });
              }}
            />
          ))}
      </SimpleGrid>
      <Checkbox
        label={t('item:supply.quoted')}
        checked={supply.quotation !== null}
        onChange={(event) =>
          set({ quotation: event.currentTarget.checked ? { consentNeeded: asksConsent, consent: null } : null })
        }
      />
      {supply.quotation !== null && (
        <Checkbox
          ml={24}
          label={t('item:supply.consentNeeded')}
          checked={supply.quotation.consentNeeded}
          onChange={(event) =>
            set({ quotation: { consent: null, ...supply.quotation, consentNeeded: event.currentTarget.checked } })
          }
        />
      )}
      {supply.quotation?.consent != null && (
        <TextInput label={t('item:supply.consent')} value={supply.quotation.consent.name} readOnly ml={24} />
      )}
      {profile.guard.some(({ check }) => check === 'confirmation') && (
        <Checkbox
          label={t('item:supply.confirmedByUnit')}
          checked={supply.confirmedByUnit}
          onChange={(event) => set({ confirmedByUnit: event.currentTarget.checked })}
        />
      )}
      {profile.deadlines.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('item:supply.noDeadlines')}
        </Text>
      )}
    </Stack>
  );
}

function isSupply(types: readonly string[]): boolean {
  return types.some((type) => type.startsWith('supply.'));
}

/** The profile's categories by the type their deadlines are named by; without categories, the types of its deadlines. */
function typesOf(profile: Profile): readonly { readonly id: string; readonly title: Profile['title'] }[] {
  const titles = new Map<string, Profile['title']>();
  for (const { deadlineType, title } of profile.categories) {
    if (deadlineType === null) continue;
    const known = titles.get(deadlineType);
    titles.set(
      deadlineType,
      known === undefined ? title : { vi: `${known.vi}; ${title.vi}`, en: `${known.en}; ${title.en}` },
    );
  }
  for (const type of profile.deadlines.flatMap(({ types }) => types)) {
    if (!titles.has(type) && !type.includes('.')) titles.set(type, { vi: type, en: type });
  }
  return [...titles].map(([id, title]) => ({ id, title }));
}

/** A moment as the picker shows it: Vietnam's clock, `2026-11-22 14:05:00`. */
function shownMoment(instant: Starts[Moment]): string | null {
  if (instant === null) return null;
  return new Date(instantToMs(instant) + vietnam).toISOString().slice(0, 19).replace('T', ' ');
}

function instantOf(shown: string): Starts[Moment] {
  const milliseconds = Date.parse(`${shown.replace(' ', 'T')}Z`);
  return Number.isNaN(milliseconds) ? null : instantFromMs(milliseconds - vietnam);
}
