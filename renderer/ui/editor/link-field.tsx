import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { markSchema } from '#shared/content/article.ts';
import { useWords } from '../../i18n/use-words.ts';

interface LinkFieldProps {
  readonly href: string;
  readonly onApply: (href: string) => void;
  readonly onCancel: () => void;
}

/** Asks for a link's address and takes only what the article model allows. */
export function LinkField({ href, onApply, onCancel }: LinkFieldProps): ReactNode {
  const { t } = useWords();
  const [address, setAddress] = useState(href);
  const [refused, setRefused] = useState(false);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    const fits = markSchema.safeParse({ type: 'link', attrs: { href: address.trim() } }).success;
    setRefused(!fits);
    if (fits) onApply(address.trim());
  };
  return (
    <form onSubmit={apply} className="link-field">
      <Group gap={8} align="start">
        <TextInput
          size="xs"
          flex={1}
          aria-label={t('editor:link.address')}
          placeholder="https://"
          value={address}
          error={refused ? t('editor:link.refused') : null}
          onChange={(event) => setAddress(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && onCancel()}
          data-autofocus
          autoFocus
        />
        <Button size="xs" type="submit">
          {t('editor:link.apply')}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={onCancel}>
          {t('editor:link.cancel')}
        </Button>
      </Group>
    </form>
  );
}
