import type { AddedFile } from '../../../../console/knowledge/knowledge-contract.ts';
import { ApiError, apiPath, refusal } from '../../api.ts';
import type { Query } from '../../api.ts';

/** Sends a file, and tells how much of it has gone; 100 while the server reads it. Throws ApiError. */
export function upload(
  file: File,
  query: Query,
  { away, onPercent }: { readonly away: string; readonly onPercent: (percent: number) => void },
): Promise<AddedFile> {
  return new Promise((resolve, reject) => {
    // fetch tells nothing of what it has sent.
    const request = new XMLHttpRequest();
    request.open('POST', apiPath('knowledge/files', { ...query, name: file.name }));
    request.setRequestHeader('Accept-Language', document.documentElement.lang);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded, total }) =>
      onPercent(total === 0 ? 100 : Math.floor((100 * loaded) / total));
    request.onerror = () => reject(new ApiError(0, 'away', away));
    request.onload = () => {
      const answer = readJson(request.responseText);
      if (request.status === 200) resolve(answer as AddedFile);
      else reject(refusal(request.status, answer));
    };
    request.send(file);
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
