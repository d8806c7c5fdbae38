import { useCallback, useRef, useState } from 'preact/hooks';

const TOAST_MS = 5000;

/** A short message that goes by itself. */
export function useToast(): { readonly toast: string; readonly say: (text: string) => void } {
  const [toast, setToast] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback((text: string) => {
    setToast(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setToast(''), TOAST_MS);
  }, []);
  return { toast, say };
}
