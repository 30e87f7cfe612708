import { type DirectoryClaims, directoryClaimsSchema } from '@liaison/protocol';
import { isAscending } from '../token/order.js';
import type { DocumentForm } from '../token/signed-document.js';

/** How directories are written and read; what needs their certificates is checked in `directory-certificates`. */
export const directoryForm: DocumentForm<DirectoryClaims> = {
  type: 'liaison-directory',
  schema: directoryClaimsSchema,
  code: 'directory-malformed',
  fault: directoryFault,
};

function directoryFault({ version, previous, nodes, revoked }: DirectoryClaims): string | undefined {
  if ((version === 1) !== (previous === null)) return 'its version and its previous one disagree';
  if (!isAscending(nodes.map((node) => node.writer))) return 'its nodes are not sorted and distinct';
  if (!isAscending(revoked.map((mark) => mark.writer))) return 'its revocations are not sorted and distinct';
  return undefined;
}
