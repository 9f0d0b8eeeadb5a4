import { defineComponent, h, type PropType, type VNodeChild } from 'vue'
import { RouterLink } from 'vue-router'
import { lexer, type Token, type Tokens } from 'marked'
import { CodeBlock } from '../../ui'
import { fillIn, type ExampleValues } from './fill-in'

/**
 * Markdown as elements of the page: nothing is ever taken as HTML. Links to another topic (`revoke.md`) stay in the panel;
 * examples are filled in with `values`. Slot `example`: what stands under a block whose language is followed by words.
 */
export const MarkdownView = defineComponent({
  name: 'MarkdownView',
  props: {
    text: { type: String, required: true },
    values: { type: Object as PropType<ExampleValues>, required: true }
  },
  setup(props, { slots }) {
    const draw = (tokens: readonly Token[] | undefined): VNodeChild[] => (tokens ?? []).map(drawOne)

    function drawOne(token: Token): VNodeChild {
      switch (token.type) {
        case 'heading':
          return h(`h${Math.min((token as Tokens.Heading).depth + 1, 4)}`, draw(token.tokens))
        case 'paragraph':
          return h('p', draw(token.tokens))
        case 'blockquote':
          return h('blockquote', draw(token.tokens))
        case 'list':
          return drawList(token as Tokens.List)
        case 'table':
          return drawTable(token as Tokens.Table)
        case 'code':
          return drawExample(token as Tokens.Code)
        case 'strong':
        case 'em':
          return h(token.type, draw(token.tokens))
        case 'codespan':
          return h('code', fillIn((token as Tokens.Codespan).text, props.values))
        case 'link':
          return drawLink(token as Tokens.Link)
        case 'space':
          return undefined
        default:
          return 'tokens' in token && token.tokens ? draw(token.tokens) : String(token.raw)
      }
    }

    const drawList = ({ ordered, items }: Tokens.List): VNodeChild =>
      h(
        ordered ? 'ol' : 'ul',
        items.map((item) => h('li', draw(item.tokens)))
      )

    const drawTable = ({ header, rows }: Tokens.Table): VNodeChild =>
      h('table', { class: 'data-table' }, [
        h(
          'thead',
          h(
            'tr',
            header.map((cell) => h('th', { scope: 'col' }, draw(cell.tokens)))
          )
        ),
        h(
          'tbody',
          rows.map((row) =>
            h(
              'tr',
              row.map((cell) => h('td', draw(cell.tokens)))
            )
          )
        )
      ])

    function drawExample({ text, lang = '' }: Tokens.Code): VNodeChild {
      const [, ...marks] = lang.split(' ')
      return h('div', { class: 'example' }, [
        h(CodeBlock, { text: fillIn(text, props.values) }),
        marks.length ? slots.example?.({ marks }) : undefined
      ])
    }

    const drawLink = ({ href, tokens }: Tokens.Link): VNodeChild =>
      /^[\w-]+\.md$/.test(href)
        ? h(RouterLink, { to: `/documentation/${href.slice(0, -3)}` }, () => draw(tokens))
        : h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, draw(tokens))

    return () => h('div', { class: 'prose' }, draw(lexer(props.text)))
  }
})
