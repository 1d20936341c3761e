import { createRequire } from 'node:module';
import { compareKeys, lowestKey } from './key-order.ts';
import type { Entry, Range, Store, Table, Transaction } from './store.ts';

// The package is CommonJS with a default export, which every loader hands over differently, but for `require`.
const { default: BTree } = createRequire(import.meta.url)('sorted-btree') as typeof import('sorted-btree');
type Tree = InstanceType<typeof BTree<string, unknown>>;

/** A store that forgets: for tests, and for a World that nobody wants to keep. */
export function createMemoryStore(): Store {
  const trees = new Map<string, Tree>();
  const treeOf = (name: string): Tree => {
    const known = trees.get(name);
    if (known !== undefined) return known;
    const made = new BTree<string, unknown>(undefined, compareKeys);
    trees.set(name, made);
    return made;
  };

  function get<Value>(from: Table<Value>, key: string): Value | undefined {
    // What a table holds was put there through a `Table` of the same name.
    return treeOf(from.name).get(key) as Value | undefined;
  }

  function scan<Value>(from: Table<Value>, range: Range = {}): readonly Entry<Value>[] {
    const { prefix = '', limit = Number.POSITIVE_INFINITY } = range;
    const found: Entry<Value>[] = [];
    if (limit <= 0) return found;
    for (const [key, value] of treeOf(from.name).entries(lowestKey(range))) {
      if (!key.startsWith(prefix)) break;
      found.push({ key, value: value as Value });
      if (found.length >= limit) break;
    }
    return found;
  }

  const tables = (): readonly string[] => [...trees].filter(([, tree]) => tree.size > 0).map(([name]) => name);

  let undo: (() => void)[] | undefined;
  function change(name: string, key: string, apply: (tree: Tree) => void): void {
    const tree = treeOf(name);
    const before = tree.get(key);
    undo?.push(() => (before === undefined ? tree.delete(key) : tree.set(key, before)));
    apply(tree);
  }

  const transaction: Transaction = {
    get,
    scan,
    tables,
    put: (into, key, value) => change(into.name, key, (tree) => tree.set(key, frozen(value))),
    remove: (from, key) => change(from.name, key, (tree) => tree.delete(key)),
  };

  return {
    read: (look) => look({ get, scan, tables }),
    transact: (work) => {
      if (undo !== undefined) throw new Error('A transaction was begun inside another.');
      const steps: (() => void)[] = [];
      undo = steps;
      try {
        return work(transaction);
      } catch (error) {
        for (const step of steps.reverse()) step();
        throw error;
      } finally {
        undo = undefined;
      }
    },
    close: async () => {},
  };
}

/** Records are handed out as they are kept, so nobody may change one. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}
