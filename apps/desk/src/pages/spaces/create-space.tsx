import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../calls/desk.js';
import { Button } from '../../components/button.js';
import { CheckField } from '../../components/check-field.js';
import { ChoiceField } from '../../components/choice-field.js';
import { ErrorBox } from '../../components/error-box.js';
import { Sheet } from '../../components/sheet.js';
import { TextField } from '../../components/text-field.js';
import { useFormat } from '../../format/use-format.js';

interface CreateSpaceProps {
  readonly members: readonly string[];
  readonly own: string;
  readonly onClose: () => void;
}

const KINDS = ['case', 'register'] as const;

/** Founds a space: what it is called, and who else is in it. */
export function CreateSpace({ members, own, onClose }: CreateSpaceProps) {
  const { t } = useTranslation('spaces');
  const format = useFormat();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number]>('case');
  const [audience, setAudience] = useState<readonly string[]>([]);
  const { mutate, isPending, error } = useMutation(
    desk.space.create.mutationOptions({
      onSuccess: ({ space }) => void navigate({ to: '/spaces/$space/new', params: { space } }),
    }),
  );
  const choose = (member: string, isIn: boolean) =>
    setAudience(isIn ? [...audience, member] : audience.filter((one) => one !== member));
  return (
    <Sheet
      title={t('create')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button
            look="main"
            working={isPending}
            isDisabled={title.trim() === ''}
            onPress={() => mutate({ kind, title: title.trim(), audience: [...audience] })}
          >
            {audience.length === 0
              ? t('createForUs')
              : t('createWith', { members: format.list(audience.map(format.member)) })}
          </Button>
          <Button onPress={onClose}>{t('stepBack')}</Button>
        </>
      }
    >
      <TextField label={t('name')} hint={t('nameHint')} value={title} onChange={setTitle} autoFocus />
      <ChoiceField
        label={t('kind')}
        choices={KINDS.map((id) => ({ id, name: t(`kinds.${id}`) }))}
        value={kind}
        onChange={setKind}
      />
      <fieldset>
        <legend>{t('sharedWith')}</legend>
        {members
          .filter((member) => member !== own)
          .map((member) => (
            <CheckField key={member} isSelected={audience.includes(member)} onChange={(isIn) => choose(member, isIn)}>
              {format.member(member)}
            </CheckField>
          ))}
      </fieldset>
      <p>{t('whenItLeaves')}</p>
      {error !== null && <ErrorBox error={error} />}
    </Sheet>
  );
}
