import { orThrow } from '@liaison/protocol';
import { comparedView, sameStanding } from '../compared-view.js';
import type { CallReply, CallRequest } from '../messages.js';
import type { CallContext } from './call-context.js';

/**
 * Our standing towards the caller, as soon as it is another than the one that it has seen (POK-2). It is what `hello` would
 * tell, and nothing more; who has lost its right meanwhile hears nothing (POK-4).
 */
export async function answerWatch(context: CallContext, input: CallRequest<'watch'>): Promise<CallReply<'watch'>> {
  const { replica, caller, untilChanged } = context;
  const { seen, seconds } = input;
  const standing = () => comparedView(replica, caller).standing;
  const isNews = () => seen === undefined || !sameStanding(standing(), seen) || !replica.admitCaller(caller).ok;
  if (!isNews()) await untilChanged?.(isNews, seconds);
  return replica.reading(() => {
    orThrow(replica.admitCaller(caller));
    return standing();
  });
}
