/** One rule: what it does, to whose mail, how often yet and how long still; opened, what it has struck and how to have it again. */
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { Fault } from '../../contract/fault.ts'
import { useApp, usePart } from '../shell/context.ts'
import { Foreign } from '../shell/foreign.tsx'
import { Icon } from '../shell/icon.tsx'
import { IconButton } from '../shell/icon-button.tsx'
import { createFaults } from '../state/fault/faults.ts'
import { specAgain } from '../state/fault/spellings.ts'
import { createOffline } from '../state/offline.ts'
import { createTimes } from '../state/times.ts'
import { visible } from '../state/visible.ts'
import * as words from '../strings/faults.ts'
import { deedOf } from '../strings/fault-deeds.ts'
import { Hits } from './hits.tsx'
import { Scope } from './scope.tsx'
import { Spec } from './spec.tsx'

export function Rule({ fault }: { fault: Fault }) {
  const { navigation } = useApp()
  const { remove } = usePart(createFaults)
  const { offline } = usePart(createOffline)
  const isNamed = navigation.fragment.value === fault.id
  const isOpen = useSignal(isNamed)
  const box = useRef<HTMLLIElement>(null)
  useLayoutEffect(() => {
    if (!isNamed) return
    isOpen.value = true
    box.current?.scrollIntoView({ block: 'center' })
    box.current?.querySelector('summary')?.focus({ preventScroll: true })
  }, [isNamed])
  return (
    <li ref={box} id={fault.id} class="rule" data-state={fault.state} data-struck={fault.count > 0} data-testid="rule">
      <details
        open={isOpen.value}
        aria-current={isNamed || undefined}
        onToggle={({ currentTarget }) => (isOpen.value = currentTarget.open)}
      >
        <summary>
          <Mark />
          <strong class="clip" title={visible(fault.name)}>
            <Foreign text={fault.name} />
          </strong>
          <span class="rule-deed">{deedOf(fault)}</span>
          <Scope scope={fault.scope} />
          <span class="rule-hits">{words.hit(fault.count, fault.times)}</span>
          <span class="muted rule-left">
            {fault.state === 'active' ? <Left fault={fault} /> : words.states[fault.state]}
          </span>
        </summary>
        {isOpen.value && (
          <div class="rule-more">
            <Hits fault={fault} />
            <Spec spec={specAgain(fault)} stage={fault.stage} label={words.spec} />
          </div>
        )}
      </details>
      <IconButton
        icon="trash"
        label={words.remove(visible(fault.name))}
        disabled={offline.value}
        onPress={() => void remove(fault.id)}
      />
    </li>
  )
}

const Mark = () => (
  <span class="fold-mark" aria-hidden="true">
    <Icon name="next" />
  </span>
)

/** How long it holds still, to the second. */
function Left({ fault: { expiresAt } }: { fault: Fault }) {
  const times = usePart(createTimes)
  const now = useSignal(Date.now())
  useEffect(() => {
    if (expiresAt === null) return
    now.value = Date.now()
    const timer = setInterval(() => (now.value = Date.now()), 1000)
    return () => clearInterval(timer)
  }, [expiresAt])
  if (expiresAt === null) return <>{words.forGood}</>
  const seconds = Math.max(0, Math.ceil((Date.parse(expiresAt) - now.value) / 1000))
  return (
    <time dateTime={expiresAt} title={times.moment(expiresAt)}>
      {words.left(seconds)}
    </time>
  )
}
