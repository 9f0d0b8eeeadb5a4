/** The pages in Russian, by their paths. */
export const pages = import.meta.glob<string>('../../../resources/documentation/ru/*.md', {
  eager: true,
  query: '?raw',
  import: 'default'
})
