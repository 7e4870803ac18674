// A classic script, so that it runs before the first paint: no flash of the wrong theme, and no inline code.
try {
  const theme = localStorage.getItem('mailsink.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is refused: the system's theme it is.
}
