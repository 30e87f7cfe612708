import { createHash } from 'node:crypto';

/**
 * Cookies are not parted by port: two nodes on one machine share the names of one host. So each home has a cookie of its
 * own, and who is signed in at one desk stays so when signing in at another.
 */
export const cookieNameOf = (home: string): string =>
  `liaison_session_${createHash('sha256').update(home).digest('hex').slice(0, 12)}`;

/** The value of one cookie; the first where it was sent twice. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '').split(';').find((part) => part.trimStart().startsWith(`${name}=`));
  return found?.trim().slice(name.length + 1);
}

/** Never for scripts, never sent by another site, gone with the browser. */
export const setCookieText = (name: string, token: string, secure: boolean): string =>
  `${name}=${token}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;

export const dropCookieText = (name: string, secure: boolean): string =>
  `${setCookieText(name, '', secure)}; Max-Age=0`;
