// Too many at once.
/** So many others were first that we gave up: nothing that was asked for was written, the caller may try again. */
export class Contention extends Error {
  override readonly name = 'Contention';
}
