import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { childrenOf, readXml, textOf, type XmlNode } from './read.ts';
import { element, elementWith, optional, writeDocument } from './write.ts';

function rootOf(text: string): XmlNode {
  const read = readXml(text);
  if (!read.ok) throw new Error(read.reason);
  return read.root;
}

describe('XML', () => {
  it('is written with its declaration, and the namespace on the root only', () => {
    const root = element('A', element('B', 1), undefined, [element('C', 'x<&>"')], optional('D', undefined));
    expect(writeDocument(root, 'http://example.org/')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<A xmlns="http://example.org/"><B>1</B><C>x&lt;&amp;&gt;"</C></A>',
    );
    expect(writeDocument(elementWith('A', { 'xsi:type': '"' }))).toContain('<A xsi:type="&quot;"/>');
  });

  it('gives back every text that was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(textOf(rootOf(writeDocument(element('A', element('B', text)))), 'B')).toBe(text);
      }),
    );
  });

  it('keeps control characters, carriage returns and what looks like a number', () => {
    const texts = ['\u0001\u001f', 'a\r\nb', '007', '1e5', '  spaced  ', ']]>', 'true', ''];
    const root = rootOf(writeDocument(element('A', ...texts.map((text) => element('B', text)))));
    expect(childrenOf(root, 'B').map((node) => node.text)).toEqual(texts);
  });

  it('is read with prefixes, CDATA, comments and references', () => {
    const root = rootOf(
      '<?xml version="1.0"?><!-- one --><s:A xmlns:s="x"><s:B a="&lt;">x<![CDATA[<&amp;]]>&#65;&#x42;</s:B><C/></s:A>',
    );
    expect(root.name).toBe('A');
    expect(textOf(root, 'B')).toBe('x<&amp;AB');
    expect(root.children[0]?.attributes).toEqual({ a: '<' });
    expect(textOf(root, 'C')).toBe('');
    expect(textOf(root, 'D')).toBeUndefined();
  });

  it.each([
    ['', 'nothing'],
    ['<A>', 'an open element'],
    ['<A></B>', 'another end'],
    ['<A/><B/>', 'two roots'],
    ['<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>', 'a document type'],
    ['<A>&x;</A>', 'an unknown entity'],
    ['<A>&#xd800;</A>', 'half a character'],
    ['<A>'.repeat(500) + '</A>'.repeat(500), 'a deep nest'],
    ['{"A":1}', 'no XML'],
  ])('refuses %j: %s', (text) => {
    expect(readXml(text)).toMatchObject({ ok: false });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<', '>', '/', 'A', '&', ';', '!', '[', ']', '-', '"', '=', '?', ' '), {
          maxLength: 30,
        }),
        (parts) => {
          expect(readXml(parts.join(''))).toHaveProperty('ok');
        },
      ),
    );
  });
});
