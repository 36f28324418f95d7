import { Button, Group, Menu, Text, Tooltip } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ActionForecast } from '#shared/contract/desk-views.ts';
import { formatCitation } from '#shared/regulation/citation.ts';
import type { ItemAction } from '#shared/regulation/vocabulary.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useBoardWords } from '../../ui/board-words.ts';

interface DecisionBarProps {
  readonly forecast: readonly ActionForecast[];
  readonly onAct: (action: ItemAction) => void;
}

/** Always in the same order and place; what a step further away holds goes into the menu. */
const order: readonly ItemAction[] = [
  'confirm',
  'classify',
  'approve',
  'approveSupplementary',
  'declineSupplementary',
  'return',
  'refuse',
  'review',
  'submit',
  'route',
  'handBack',
  'upload',
  'verify',
  'publish',
  'requestReupload',
  'requestSupplementary',
  'escalate',
  'report',
  'correct',
  'forward',
  'approveEmergency',
  'approveAfterwards',
];
const rare: readonly ItemAction[] = ['describe', 'reportError', 'reopen', 'withdraw'];
const harmful: ReadonlySet<ItemAction> = new Set(['refuse', 'withdraw', 'approveEmergency']);
const primary: ReadonlySet<ItemAction> = new Set([
  'approve',
  'approveSupplementary',
  'approveAfterwards',
  'confirm',
  'classify',
  'review',
  'submit',
  'upload',
  'publish',
  'report',
]);

/** The decisions of this step. What is forbidden stays visible, grey, and says on focus which article forbids it and who may act. */
export function DecisionBar({ forecast, onAct }: DecisionBarProps): ReactNode {
  const { t } = useWords();
  const shown = order.flatMap((action) => {
    const found = forecast.find((one) => one.action === action);
    return found !== undefined && (found.allowed || found.refusal?.code !== 'not-in-state') ? [found] : [];
  });
  const more = rare.flatMap((action) => forecast.find((one) => one.action === action && one.allowed) ?? []);
  return (
    <Group gap={8} className="decision-bar" role="toolbar" aria-label={t('item:bar.label')}>
      {shown.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('item:bar.nothing')}
        </Text>
      )}
      {shown.map((one) => (
        <DecisionButton key={one.action} forecast={one} onAct={onAct} />
      ))}
      {more.length > 0 && (
        <Menu position="top-end">
          <Menu.Target>
            <Button variant="subtle" color="gray" px={8} aria-label={t('item:bar.more')}>
              <IconDots size={18} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map(({ action }) => (
              <Menu.Item key={action} onClick={() => onAct(action)}>
                {t(`vocabulary:action.${action}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Group>
  );
}

interface DecisionButtonProps {
  readonly forecast: ActionForecast;
  readonly onAct: (action: ItemAction) => void;
}

function DecisionButton({ forecast, onAct }: DecisionButtonProps): ReactNode {
  const words = useBoardWords();
  const { t, language } = words;
  const { action, allowed, citation, refusal } = forecast;
  const rule =
    citation === null
      ? t('item:bar.notInRegulation')
      : t('item:bar.allowedBy', { citation: formatCitation(citation, language) });
  const why = refusal === null ? rule : words.refusal(refusal);
  return (
    <Tooltip label={why} multiline maw={420} events={{ hover: true, focus: true, touch: true }}>
      <Button
        variant={primary.has(action) ? 'filled' : 'default'}
        color={harmful.has(action) ? 'red' : 'accent'}
        // Not `disabled`: a greyed button must take focus to say why.
        {...(allowed ? {} : { 'data-disabled': true })}
        aria-disabled={!allowed}
        aria-description={why}
        onClick={() => allowed && onAct(action)}
      >
        {t(`vocabulary:action.${action}`)}
      </Button>
    </Tooltip>
  );
}
