import { Kbd, Modal } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { create } from 'zustand';
import { useWords } from '../../i18n/use-words.ts';
import { commandGroups, type DeskCommand, useCommands, useKeyboard } from '../../state/keyboard.ts';
import { Notice } from '../../ui/notice.tsx';
import classes from './shortcut-dialog.module.css';

const useShortcutDialog = create<{ readonly opened: boolean }>()(() => ({ opened: false }));

export function showShortcuts(): void {
  useShortcutDialog.setState({ opened: true });
}

const shown: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ' ': 'Space',
  Escape: 'Esc',
};

/** One combination as keys to press: `g a` one after the other, `Mod+K` together. */
export function KeyNames(props: { readonly keys: string }): ReactNode {
  const { t } = useWords();
  return (
    <span className={classes.keys}>
      {props.keys.split(' ').map((step, index) => (
        <Fragment key={step}>
          {index === 0 ? null : <span className={classes.then}>{t('frame:keyThen')}</span>}
          {step.split('+').map((key) => (
            <Kbd key={key} size="xs">
              {shown[key] ?? key}
            </Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

/** Every key that does something now, by what it is for. */
export function ShortcutDialog(): ReactNode {
  const { t } = useWords();
  const opened = useShortcutDialog((state) => state.opened);
  const commands = useKeyboard((state) => state.commands);
  const singleLetterKeys = useKeyboard((state) => state.singleLetterKeys);
  useCommands([
    { id: 'shortcuts', group: 'groupMachine', label: t('frame:keyShortcuts'), keys: ['?'], run: showShortcuts },
  ]);
  const standing: readonly DeskCommand[] = [
    { id: 'confirm', group: 'groupAct', label: t('frame:keyConfirm'), keys: ['Mod+Enter'], run: () => undefined },
    { id: 'difference', group: 'groupMove', label: t('frame:keyDifference'), keys: ['n', 'p'], run: () => undefined },
  ];
  const all = [...commands.values(), ...standing.filter(({ id }) => !commands.has(id))];
  return (
    <Modal
      opened={opened}
      onClose={() => useShortcutDialog.setState({ opened: false })}
      title={t('frame:shortcuts')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('common:close') }}
    >
      {singleLetterKeys ? null : <Notice>{t('frame:shortcutsOff')}</Notice>}
      <div className={classes.groups}>
        {commandGroups.map(({ group, title }) => {
          const own = all.filter((command) => command.group === group && command.keys.length > 0);
          return own.length === 0 ? null : (
            <section key={group}>
              <h3 className={classes.heading}>{t(title)}</h3>
              <dl className={classes.list}>
                {own.map((command) => (
                  <div key={command.id} className={classes.line}>
                    <dt>{command.label}</dt>
                    <dd>
                      {command.keys.map((keys) => (
                        <KeyNames key={keys} keys={keys} />
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Modal>
  );
}
