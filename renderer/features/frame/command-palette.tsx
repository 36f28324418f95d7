import { Spotlight, type SpotlightActionGroupData, spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { foldForSearch as fold } from '#shared/content/fold.ts';
import { useWords } from '../../i18n/use-words.ts';
import { commandGroups, useCommands, useKeyboard } from '../../state/keyboard.ts';
import classes from './command-palette.module.css';
import { KeyNames } from './shortcut-dialog.tsx';

/** Ctrl+K: every command and queue by name, found without diacritics too. */
export function CommandPalette(): ReactNode {
  const { t } = useWords();
  const commands = useKeyboard((state) => state.commands);
  useCommands([
    {
      id: 'commands',
      group: 'groupMachine',
      label: t('frame:keyCommands'),
      keys: ['Mod+K'],
      hidden: true,
      run: () => spotlight.toggle(),
    },
  ]);
  const actions: SpotlightActionGroupData[] = commandGroups.map(({ group, title }) => ({
    group: t(title),
    actions: [...commands.values()]
      .filter((command) => command.group === group && command.hidden !== true)
      .map((command) => {
        const keys = command.keys[0];
        return {
          id: command.id,
          label: command.label,
          onClick: command.run,
          ...(keys === undefined ? {} : { rightSection: <KeyNames keys={keys} /> }),
        };
      }),
  }));
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound={t('frame:commandsEmpty')}
      transitionProps={{ duration: 80 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      classNames={{ actionsGroup: classes.group }}
      filter={(query, groups) => {
        const wanted = fold(query);
        if (wanted === '') return groups;
        const fits = (label: string | undefined): boolean => fold(label ?? '').includes(wanted);
        return groups
          .map((entry) =>
            'actions' in entry ? { ...entry, actions: entry.actions.filter(({ label }) => fits(label)) } : entry,
          )
          .filter((entry) => ('actions' in entry ? entry.actions.length > 0 : fits(entry.label)));
      }}
      searchProps={{
        'aria-label': t('frame:commands'),
        placeholder: t('frame:commandsPlaceholder'),
        leftSection: <IconSearch size={18} stroke={1.6} aria-hidden />,
      }}
    />
  );
}
