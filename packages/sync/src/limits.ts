import { LIMITS } from '@liaison/protocol';

/** What this package caps. None of it decides whether an entry is valid; each bounds the work of one session. */
export const SYNC_LIMITS = {
  /** nodes of the radix tree that one compare may name */
  compareNodesMax: 512,
  /** nodes named in one call, so that a question stays within what a poor line carries */
  compareNodesTarget: 128,
  /** calls of compare in one session: enough for 100,000 differing spaces, too few to be led in circles */
  compareCallsMax: 1_000,
  /** nodes of the radix tree waiting to be asked about */
  compareOpenMax: 100_000,
  /** hexadecimal digits of a space id */
  prefixDigitsMax: 64,
  /** tips of one space */
  tipsPerSpaceMax: LIMITS.tipsPerSpaceMax,
  /** receipts of one space, one per home */
  receiptsPerSpaceMax: 10_000,
  /** differing spaces that one session takes on; the rest waits for the next */
  spacesPerSessionMax: 100_000,
  /** wants in one pull */
  wantsMax: 256,
  /** ids that one want may name; they stay under LIM-23 */
  haveMax: 12_000,
  /** ids that one pull names over all its wants, because every page repeats them; a larger want goes alone */
  haveTarget: 500,
  /** ids in the answer to one question for ancestors; exponential distances need 33 */
  ancestorsMax: 256,
  /** logs in one question for ancestors */
  ancestorLogsMax: 64,
  /** spaces in one finish */
  finishSpacesMax: 256,
  /** how long the answer to one watch may be held back, seconds: shorter than lines forget a connection (POK-2) */
  watchSecondsMax: 30,
  /** receipts asked for or offered in one call */
  receiptsPerCallMax: 512,
  /** directories that one call may bring */
  directoriesMax: 1_000,
  /** directories that one call may name: a member that contradicts itself has several (LIM-28) */
  directoryMarksMax: 4_000,
  /** an answer is closed once it holds about this many bytes; it always holds at least one part */
  answerBytesTarget: 131_072,
  /** characters of tokens in one offer of documents or receipts, so that the request stays under LIM-23 */
  offerCharsTarget: 131_072,
  /** bytes of a page carried in one call: at first, at least, at most (SYN-10) */
  pageBytesFirst: 65_536,
  pageBytesLeast: 8_192,
  pageBytesMost: LIMITS.pageBytesTarget,
  /** bytes of the first answer of a session that are carried at once */
  firstAnswerBytes: 16_384,
  /** successes in a row before a line that failed is trusted with more, at most */
  pageSuccessesMost: 64,
  /** what comes in parts may turn into something else so often while it is fetched, or be forgotten while it is brought */
  restartsMax: 8,
  /** parts of one whole, some of them sent again */
  partsMax: 2_000,
  /** callers of whom is remembered what became of the last page that came in parts */
  takenPagesMax: 256,
  /** characters of a roster or directory that goes in a list of several; a larger one is fetched by itself (SYN-13) */
  listedDocumentCharsMax: 65_536,
  /** broken calls in a row before a session gives up; every one that comes through starts the count anew */
  breaksMax: 5,
  /** pages of records, each way, before control lanes are looked at again */
  recordPagesPerRound: 16,
  /** rounds of one session; two suffice unless somebody writes meanwhile */
  roundsMax: 8,
  /** entries shown of those that a bundle builds on and that are not here */
  missingShownMax: 100,
  /** calls for documents in one session */
  documentCallsMax: 2_000,
  /** times documents are exchanged in one session, since either side may hear of a new roster meanwhile */
  documentRoundsMax: 2,
} as const;
