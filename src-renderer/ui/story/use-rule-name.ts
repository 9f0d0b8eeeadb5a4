import { useI18n } from 'vue-i18n'

/** Says a rule of the protocol as what holds where it was kept; one that the catalogue does not know by its id. */
export function useRuleName(): (id: string) => string {
  const { t, te } = useI18n()
  return (id) => (te(`traffic.rule.${id}`) ? t(`traffic.rule.${id}`) : id)
}
