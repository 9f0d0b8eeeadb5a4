/** The pages in English, by their paths. */
export const pages = import.meta.glob<string>('../../../resources/documentation/en/*.md', {
  eager: true,
  query: '?raw',
  import: 'default'
})
