/** How each language and framework sends a first mail here, ready to be pasted, for each way to connect. */
import { django, laravel, rails, smtpUrl, spring } from './frameworks.ts'
import { dotnet, go, nodemailer, php, python } from './languages.ts'
import { curl, swaks } from './shell.ts'
import type { Way } from './ways.ts'

/** In the order of the tabs. */
export const TONGUES = [
  'curl',
  'swaks',
  'nodemailer',
  'python',
  'django',
  'rails',
  'laravel',
  'spring',
  'dotnet',
  'go',
  'php',
  'url',
] as const
export type Tongue = (typeof TONGUES)[number]

const writers: Record<Tongue, (way: Way) => string> = {
  curl,
  swaks,
  nodemailer,
  python,
  django,
  rails,
  laravel,
  spring,
  dotnet,
  go,
  php,
  url: smtpUrl,
}

export function snippet(tongue: Tongue, way: Way): string {
  return writers[tongue](way)
}
