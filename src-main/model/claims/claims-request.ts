import { z } from '../zod'

/** What is asked of one claim (OpenID Connect Core §5.5.1); null: the claim, if it can be had. */
export const claimRequestSchema = z
  .looseObject({
    essential: z.boolean().optional(),
    value: z.unknown().optional(),
    values: z.array(z.unknown()).optional()
  })
  .nullable()
export type ClaimRequest = z.infer<typeof claimRequestSchema>

const claimRequests = z.record(z.string(), claimRequestSchema)

/** The `claims` parameter (OpenID Connect Core §5.5): what is wanted in the ID token and from the UserInfo endpoint. */
export const claimsRequestSchema = z.looseObject({
  id_token: claimRequests.nullish(),
  userinfo: claimRequests.nullish()
})
export type ClaimsRequest = z.infer<typeof claimsRequestSchema>

/** One entry of `authorization_details` (RFC 9396 §2): the members beside `type` are the API's own. */
export const authorizationDetailSchema = z.looseObject({ type: z.string().min(1).max(200) })
export const authorizationDetailsSchema = z.array(authorizationDetailSchema).min(1).max(20)
export type AuthorizationDetail = z.infer<typeof authorizationDetailSchema>
