import { html } from './html';

describe('html', () => {
    it('escapes what is put into text and attributes', () => {
        const name = `<script>alert('1')</script>" onload="x & y`;
        expect(html`<p title="${name}">${name}</p>`.markup).toBe(
            '<p title="&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=&quot;x &amp; y">' +
                '&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot; onload=&quot;x &amp; y</p>'
        );
    });

    it('keeps markup that a template made, joins lists and leaves nothing for what is absent', () => {
        const parts = ['a', '<b>'].map((part) => html`<i>${part}</i>`);
        expect(html`<p>${parts}${undefined}${false}${0}</p>`.markup).toBe('<p><i>a</i><i>&lt;b&gt;</i>0</p>');
    });
});
