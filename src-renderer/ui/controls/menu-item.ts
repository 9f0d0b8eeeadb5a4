import type { Component } from 'vue'

/** One entry of an `ActionMenu`. */
export interface MenuItem {
  id: string
  label: string
  icon?: Component
  danger?: boolean
  disabled?: boolean
  /** Draws a line above it. */
  separated?: boolean
}
