import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { damaged, unreadable } from './state-error.ts';

/**
 * LMDB maps its file into memory and trusts it: a file that is cut short or garbled ends the process with a signal
 * instead of an error. So the file is looked at before LMDB sees it. The layout is that of the LMDB in lmdb-js
 * (data version 2): two meta pages, of which the one with the higher transaction id counts, then a tree of pages.
 * Source: liblmdb/mdb.c of lmdb-js (MDB_page, MDB_meta, MDB_db), little-endian machines with 64 bits.
 */
const MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;
const PAGE_HEADER = 24;
const SMALLEST_PAGE = 512;
const LARGEST_PAGE = 0x10000;

const PAGE_FLAGS = { branch: 0x01, leaf: 0x02, overflow: 0x04, meta: 0x08 } as const;
const KIND_MASK = 0x0f;
const NODE_HEADER = 8;
const DATA_ELSEWHERE = 0x01;
const NO_PAGE = 0xffff_ffff_ffff_ffffn;

/**
 * How many pages of the trees are looked at, from the roots down: all of a state of some eight megabytes, the upper
 * part of a larger one. Looking takes two microseconds a page. What lies deeper is caught by the records' checksums,
 * unless it is the structure of a page, with which LMDB may end the process.
 */
const MOST_PAGES = 2048;
/** Bytes that are read at once. */
const BLOCK = 256 * 1024;
/** A writer may reuse pages while we read them; then the newest transaction is another one, and we look again. */
const MOST_TRIES = 5;

interface Tree {
  readonly root: bigint;
  readonly depth: number;
}

interface Meta {
  readonly pageSize: number;
  readonly lastPage: bigint;
  readonly transaction: bigint;
  /** The pages that are free, and the records. */
  readonly trees: readonly [Tree, Tree];
}

interface PageAt {
  readonly page: bigint;
  readonly kind: 'branch' | 'leaf' | 'overflow';
  /** Levels of the tree from here down, this one included. */
  readonly levels: number;
  /** How many pages it goes on for. */
  readonly length: bigint;
}

/**
 * Refuses what LMDB would choke on. A file that is not there or has no bytes yet is a new one.
 *
 * @throws `STATE_DAMAGED`, `STATE_UNREADABLE`
 */
export function checkDataFile(path: string): void {
  const file = openToRead(path);
  if (file === undefined) return;
  try {
    for (let tries = 1; ; tries += 1) {
      const meta = newestMeta(file, path);
      if (meta === undefined) return;
      const fault = faultIn(file, meta);
      if (fault === undefined) return;
      const unchanged = newestMeta(file, path)?.transaction === meta.transaction;
      if (unchanged || tries >= MOST_TRIES) throw damaged(path, fault);
    }
  } finally {
    closeSync(file);
  }
}

function openToRead(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unreadable(path, error);
  }
}

function newestMeta(file: number, path: string): Meta | undefined {
  if (fstatSync(file).size === 0) return undefined;
  const first = metaAt(file, 0);
  if (first === undefined) throw damaged(path, 'it does not begin as a data file of LMDB does');
  if (typeof first === 'string') throw damaged(path, first);
  const second = metaAt(file, first.pageSize);
  if (second === undefined || typeof second === 'string') throw damaged(path, 'its second meta page is not one');
  return second.transaction > first.transaction ? second : first;
}

/** The meta page at this offset, why LMDB of this version cannot use it, or undefined when it is none. */
function metaAt(file: number, offset: number): Meta | string | undefined {
  const page = bytesAt(file, BigInt(offset), PAGE_HEADER + 144);
  if (page === undefined || (page.readUInt16LE(18) & KIND_MASK) !== PAGE_FLAGS.meta) return undefined;
  const meta = page.subarray(PAGE_HEADER);
  if (meta.readUInt32LE(0) !== MAGIC) return undefined;
  const version = meta.readUInt32LE(4) & 0xffff;
  if (version !== DATA_VERSION) return `it is of LMDB's data version ${version}, and this one reads ${DATA_VERSION}`;
  const pageSize = meta.readUInt32LE(24);
  if (pageSize < SMALLEST_PAGE || pageSize > LARGEST_PAGE || (pageSize & (pageSize - 1)) !== 0) return undefined;
  return {
    pageSize,
    trees: [
      { depth: meta.readUInt16LE(30), root: meta.readBigUInt64LE(64) },
      { depth: meta.readUInt16LE(78), root: meta.readBigUInt64LE(112) },
    ],
    lastPage: meta.readBigUInt64LE(120),
    transaction: meta.readBigUInt64LE(128),
  };
}

function faultIn(file: number, meta: Meta): string | undefined {
  const read = blockReader(file);
  const size = BigInt(fstatSync(file).size);
  // LMDB does not write free pages at the end, so a file may be shorter than the meta page says and be whole. It is
  // rare, and a file that was cut looks the same: then every page is looked at.
  const short = size < (meta.lastPage + 1n) * BigInt(meta.pageSize);
  const waiting: PageAt[] = meta.trees
    .filter((tree) => tree.root !== NO_PAGE)
    .map((tree) => ({
      page: tree.root,
      kind: tree.depth > 1 ? 'branch' : 'leaf',
      levels: tree.depth,
      length: 1n,
    }));
  for (let looked = 0; looked < waiting.length && (short || looked < MOST_PAGES); looked += 1) {
    const next = waiting[looked];
    if (next === undefined) return undefined;
    if ((next.page + next.length) * BigInt(meta.pageSize) > size) {
      return short ? `it is cut short after ${size} bytes` : `page ${next.page} lies outside of it`;
    }
    const below = pagesBelow(read, meta, next);
    if (below === undefined) return `page ${next.page} in it is garbled`;
    for (const page of below) waiting.push(page);
  }
  return undefined;
}

/** The pages that this one points to, or undefined when it is not what it has to be. */
function pagesBelow(read: ReadBytes, meta: Meta, at: PageAt): readonly PageAt[] | undefined {
  if (at.page > meta.lastPage || at.page < 2n) return undefined;
  const length = at.kind === 'overflow' ? PAGE_HEADER : meta.pageSize;
  const page = read(at.page * BigInt(meta.pageSize), length);
  if (page === undefined || page.readBigUInt64LE(0) !== at.page) return undefined;
  if ((page.readUInt16LE(18) & KIND_MASK) !== PAGE_FLAGS[at.kind]) return undefined;
  if (at.kind === 'overflow') return [];
  return pointersIn(page, at, meta.pageSize);
}

/** What the nodes of a branch or leaf page point to, or undefined when one of them cannot be. */
function pointersIn(page: Buffer, at: PageAt, pageSize: number): readonly PageAt[] | undefined {
  const lower = page.readUInt16LE(20);
  const upper = page.readUInt16LE(22);
  // LMDB counts these from behind the page's header.
  if (lower % 2 !== 0 || lower > upper || upper > pageSize - PAGE_HEADER) return undefined;
  const below: PageAt[] = [];
  for (let index = 0; index < lower / 2; index += 1) {
    const offset = page.readUInt16LE(PAGE_HEADER + index * 2);
    const node = PAGE_HEADER + offset;
    if (offset < upper || node + NODE_HEADER > pageSize) return undefined;
    const found = pointerIn(page.subarray(node), at, pageSize);
    if (found === 'garbled') return undefined;
    if (found !== undefined) below.push(found);
  }
  return below;
}

/** What one node of a page points to; undefined when its data stands in the node itself. */
function pointerIn(node: Buffer, at: PageAt, pageSize: number): PageAt | 'garbled' | undefined {
  const keyEnd = NODE_HEADER + node.readUInt16LE(6);
  if (at.kind === 'branch') {
    if (keyEnd > node.length || at.levels < 2) return 'garbled';
    const levels = at.levels - 1;
    return { page: BigInt(node.readUIntLE(0, 6)), kind: levels > 1 ? 'branch' : 'leaf', levels, length: 1n };
  }
  const size = node.readUInt32LE(0);
  if ((node.readUInt16LE(4) & DATA_ELSEWHERE) === 0) return keyEnd + size > node.length ? 'garbled' : undefined;
  if (keyEnd + 8 > node.length) return 'garbled';
  const length = BigInt(Math.ceil((size + PAGE_HEADER) / pageSize));
  return { page: node.readBigUInt64LE(keyEnd), kind: 'overflow', levels: 0, length };
}

function bytesAt(file: number, position: bigint, length: number): Buffer | undefined {
  const buffer = Buffer.alloc(length);
  return readSync(file, buffer, 0, length, position) === length ? buffer : undefined;
}

type ReadBytes = (position: bigint, length: number) => Buffer | undefined;

/** Reads by blocks and keeps them; a page never lies across two, since its size divides a block's. */
function blockReader(file: number): ReadBytes {
  const blocks = new Map<bigint, Buffer>();
  return (position, length) => {
    const number = position / BigInt(BLOCK);
    let block = blocks.get(number);
    if (block === undefined) {
      const buffer = Buffer.alloc(BLOCK);
      block = buffer.subarray(0, readSync(file, buffer, 0, BLOCK, number * BigInt(BLOCK)));
      blocks.set(number, block);
    }
    const start = Number(position % BigInt(BLOCK));
    return start + length > block.length ? undefined : block.subarray(start, start + length);
  };
}
