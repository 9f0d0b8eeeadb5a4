import type { PlaygroundFlow } from './flow'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code'

/** RFC 8628 §3.4: the device asks whether its person has decided. */
export const device: PlaygroundFlow = {
  grantTypes: [GRANT_TYPE],
  confidentialOnly: false,
  parameters: ({ values }) => [
    { name: 'grant_type', value: GRANT_TYPE },
    { name: 'device_code', value: values['device_code'] ?? '', role: 'device_code' }
  ]
}
