import fc from 'fast-check';
import { childFlag, childText, parseXml, positionInText, positionOf, sourceOf, XmlError } from './xml-node';

const A =
    '<?xml version="1.0"?>\n<!-- note -->\n<A xmlns="x">\n    <b>1 &lt; 2 &amp;amp; &#39;&#x41;&apos; <![CDATA[<raw> & ]]>end</b>\n    <c/>\n    <d>true</d>\n</A>\n';

it('resolves entities and CDATA', () => {
    const root = parseXml(A);
    expect(childText(root, 'b')).toBe("1 < 2 &amp; 'A' <raw> & end");
    expect(childText(root, 'c')).toBeUndefined();
    expect(childFlag(root, 'd')).toBe(true);
});

it('knows where elements stand', () => {
    const [b, c] = parseXml(A).children;
    expect(positionOf(b!)).toEqual({ line: 4, column: 5 });
    expect(positionOf(c!)).toEqual({ line: 5, column: 5 });
    expect(sourceOf(c!)).toBe('<c/>');
});

it('finds a place of the text in the file', () => {
    const source = '<A>\n<f>AND(\n  a &gt; 1,\n  b &lt; c)</f></A>';
    const f = parseXml(source).children[0]!;
    const place = positionInText(f, 3, 7);
    expect(source.split('\n')[place.line - 1]!.slice(place.column - 1)).toMatch(/^c\)/);
});

it('says where a document breaks', () => {
    expect(() => parseXml('<A>\n<b></A>')).toThrow(XmlError);
    expect(() => parseXml('')).toThrow(XmlError);
    expect(() => parseXml('no xml')).toThrow(XmlError);
});

it('reads back any text', () => {
    const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    fc.assert(
        fc.property(fc.string({ unit: fc.constantFrom(...'aé€😀<>&;\'"[] \n#x1'.split(''), ']]', '-->') }), (text) => {
            expect(parseXml(`<A><b>${escape(text)}</b></A>`).children[0]!.text).toBe(text);
        })
    );
});
