import type { OpenHome } from '../home/open-home.js';
import type { LiveTexts } from '../live/live-texts.js';
import type { Asker } from './asker.js';
import type { SessionDoor } from './session-door.js';

/** What a desk call works on, and for whom. */
export interface DeskContext {
  /** Of the one process that owns it. */
  readonly home: OpenHome;
  /** Left out: the owner of the home's files, as over the socket. */
  readonly asker?: Asker | undefined;
  /** Only for browsers. */
  readonly door?: SessionDoor | undefined;
  /** Only for browsers: texts that several type in at once. */
  readonly texts?: LiveTexts | undefined;
}
