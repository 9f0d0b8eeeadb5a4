/** One choice of a `SelectField`. */
export interface SelectOption {
  value: string
  label: string
  description?: string
  disabled?: boolean
}
