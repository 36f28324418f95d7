import { Fieldset, Group, NumberInput, SegmentedControl, Slider, Stack, Switch, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Settings } from '#shared/contract/desk-views.ts';
import { type DeskFailure, failureOf } from '../../desk.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useSettings, writeSettings } from '../../state/answers.ts';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { ScreenPage } from '../../ui/screen-page.tsx';

const languages = ['vi', 'en'] as const;
const themes = ['light', 'dark', 'system'] as const;
const densities = ['compact', 'comfortable'] as const;

/** Settings of this person on this machine; each takes effect at once. */
export function SettingsScreen(): ReactNode {
  const { t } = useWords();
  const answer = useSettings();
  const [failure, setFailure] = useState<DeskFailure | null>(null);
  const settings = answer.data;
  const set = async (change: Partial<Settings>): Promise<void> => {
    try {
      setFailure(null);
      await writeSettings(change);
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };
  const shown = failure ?? answer.failure;
  return (
    <ScreenPage title={t('settings:title')}>
      {shown === null ? null : <FailureNotice failure={shown} />}
      {settings === undefined ? null : (
        <Stack gap={16} maw={560}>
          <Fieldset legend={t('settings:reading')}>
            <Stack gap={12}>
              <Choice
                label={t('settings:language')}
                value={settings.language}
                options={languages.map((value) => ({ value, label: t(`settings:languages.${value}`) }))}
                onChange={(language) => void set({ language })}
              />
              <Choice
                label={t('settings:theme')}
                value={settings.theme}
                options={themes.map((value) => ({ value, label: t(`settings:themes.${value}`) }))}
                onChange={(theme) => void set({ theme })}
              />
              <Choice
                label={t('settings:density')}
                value={settings.density}
                options={densities.map((value) => ({ value, label: t(`settings:densities.${value}`) }))}
                onChange={(density) => void set({ density })}
              />
              <Row label={t('settings:zoom')}>
                <ZoomSlider zoom={settings.zoom} onChange={(zoom) => void set({ zoom })} />
              </Row>
            </Stack>
          </Fieldset>
          <Fieldset legend={t('settings:keyboard')}>
            <Switch
              label={t('settings:singleLetterKeys')}
              description={t('settings:singleLetterKeysHint')}
              checked={settings.singleLetterKeys}
              onChange={(event) => void set({ singleLetterKeys: event.currentTarget.checked })}
            />
          </Fieldset>
          <Fieldset legend={t('settings:safety')}>
            <Stack gap={12}>
              <NumberInput
                label={`${t('settings:lockAfter')} (${t('settings:lockAfterUnit')})`}
                w={280}
                min={1}
                max={240}
                clampBehavior="strict"
                value={settings.lockAfterMinutes}
                onChange={(value) => typeof value === 'number' && value >= 1 && void set({ lockAfterMinutes: value })}
              />
              <Switch
                label={t('settings:notifications')}
                checked={settings.desktopNotifications}
                onChange={(event) => void set({ desktopNotifications: event.currentTarget.checked })}
              />
              <NumberInput
                label={t('settings:remindDays')}
                description={t('settings:remindDaysHint')}
                w={280}
                min={0}
                max={10}
                allowDecimal={false}
                clampBehavior="strict"
                disabled={!settings.desktopNotifications}
                value={settings.remindWorkingDays}
                onChange={(value) => typeof value === 'number' && void set({ remindWorkingDays: value })}
              />
            </Stack>
          </Fieldset>
        </Stack>
      )}
    </ScreenPage>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>): ReactNode {
  return (
    <Row label={label}>
      <SegmentedControl
        aria-label={label}
        value={value}
        data={options.map((option) => ({ ...option }))}
        onChange={(chosen) => {
          const option = options.find((one) => one.value === chosen);
          if (option !== undefined) onChange(option.value);
        }}
      />
    </Row>
  );
}

function Row({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <Group justify="space-between">
      <Text size="sm">{label}</Text>
      {children}
    </Group>
  );
}

/** Applied when the hand rests, since the slider itself moves with the zoom; it keeps the focus between two steps. */
function ZoomSlider(props: { readonly zoom: number; readonly onChange: (zoom: number) => void }): ReactNode {
  const { t } = useWords();
  const [percent, setPercent] = useState(Math.round(props.zoom * 100));
  return (
    <Group gap={12} wrap="nowrap">
      <Slider
        w={240}
        min={100}
        max={200}
        step={10}
        value={percent}
        onChange={setPercent}
        onChangeEnd={(chosen) => props.onChange(chosen / 100)}
        label={(chosen) => `${chosen} %`}
        thumbLabel={t('settings:zoom')}
      />
      <Text size="sm" w={48}>
        {percent} %
      </Text>
    </Group>
  );
}
