/** The client went away while its request was read: there is nobody to answer, and nothing of the body counts. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';

  constructor() {
    super('The connection was lost.');
  }
}
