import { type Table, table } from '../store/store.ts';

/** `account/key/group`, while the group holds the key. */
export const keyMemberships: Table<{ readonly id: string }> = table('key membership');
