import { useQuery } from '@tanstack/react-query';
import { spaceName } from '../format/space-names.js';
import { desk } from './desk.js';

/** The spaces of this home to choose from, by what people call them. */
export function useSpaceChoices(): { readonly id: string; readonly name: string }[] {
  const { data } = useQuery(desk.space.list.queryOptions());
  return (data?.spaces ?? []).map(({ space, title }) => ({ id: space, name: spaceName(title, space) }));
}
