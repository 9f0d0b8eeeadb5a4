import { computed, ref, shallowRef, watch } from 'vue'
import { roleSchema, type Role } from '../../../src-main/contract'
import { useRolesStore } from '../../stores/claims/roles'
import { useUsersStore } from '../../stores/people/users'
import { useFailureToast } from '../../stores/toasts/use-failure-toast'
import { useProblemText } from '../../ui'

const MOST = 50

/** The roles that fit what is typed; one that is missing can be made by who may. */
export function useRoleSearch(deps: { mayMake: () => boolean; made: (name: string) => void }) {
  const users = useUsersStore()
  const roles = useRolesStore()
  const sayFailure = useFailureToast(useProblemText())
  const searched = ref('')
  const found = shallowRef<readonly Role[]>()
  watch(searched, () => void load())

  async function load(): Promise<void> {
    const asked = searched.value
    try {
      const answer = await users.findRoles(asked, MOST)
      if (asked === searched.value) found.value = answer
    } catch (error) {
      sayFailure(error)
    }
  }

  /** What was looked for, where it could be the name of a role. */
  const missing = computed(() => {
    const name = searched.value.trim()
    const mayMake = deps.mayMake() && found.value?.length === 0
    return mayMake && roleSchema.shape.name.safeParse(name).success ? name : undefined
  })

  async function make(name: string): Promise<void> {
    try {
      await roles.create(name, '')
      deps.made(name)
      searched.value = ''
    } catch (error) {
      sayFailure(error)
    }
  }

  return { searched, found, missing, load, make }
}
