/** What a browser may do with a preview. The rewriting takes out what no policy stops; everything else is stopped here. */
import type { PreviewQuery } from '../../../contract/preview.ts'

// Each one that browsers know; a name they do not know only makes them complain.
const FEATURES = [
  'accelerometer',
  'autoplay',
  'camera',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]
const PERMISSIONS = FEATURES.map((feature) => `${feature}=()`).join(', ')

/** Headers of a page below the path of a preview; `own` is where its inline parts are if it has any, `nonce` null for no script at all. */
export function pageHeaders(
  view: Pick<PreviewQuery, 'remote' | 'images'>,
  { own, nonce }: { own: string | null; nonce: string | null },
): Record<string, string> {
  const remote = view.remote ? ' http: https:' : ''
  const inside = own === null ? 'data:' : `data: ${own}${remote}`
  const policy = [
    "default-src 'none'",
    `script-src ${nonce === null ? "'none'" : `'nonce-${nonce}'`}`,
    `style-src 'unsafe-inline'${remote}`,
    `img-src ${view.images === 'off' ? "'none'" : inside}`,
    `font-src ${inside}`,
    // All that follows falls back to 'none' already, or does not fall back at all; said in full it cannot be missed.
    "media-src 'none'",
    "connect-src 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
    `sandbox ${nonce === null ? '' : 'allow-scripts '}allow-popups allow-popups-to-escape-sandbox`,
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-DNS-Prefetch-Control': 'off',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    'Permissions-Policy': PERMISSIONS,
  }
}

/** The source expression of a folder of this server, without its scheme: behind a proxy that may be another. */
export function sourceOf(host: string | undefined, path: string): string {
  // CSP has no way to write an IPv6 address.
  if (host === undefined || !/^[\w.-]+(:\d+)?$/.test(host)) return "'self'"
  return host + path.replace(/[^\w./~%-]/g, (char) => encodeURIComponent(char).replace("'", '%27'))
}
