/** Opens the group of the setting that the address names after `#`, and goes to it. */
export function revealLinked(): void {
  const setting = document.getElementById(location.hash.slice(1));
  const group = setting?.closest('details');
  if (!setting || !group) return;
  group.open = true;
  setting.focus({ preventScroll: true });
  setting.scrollIntoView({ block: 'center' });
}
