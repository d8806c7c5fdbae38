/** Puts the cursor into the message box of the chosen follower, once what was just changed is drawn. */
export function focusMessageBox(): void {
  setTimeout(() => {
    document.querySelector<HTMLElement>('.phone[data-chosen="true"] textarea')?.focus();
  });
}
