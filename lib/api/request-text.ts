import "server-only";
import { authorize } from "../auth/authorize";
import { AppError } from "../errors";

/** Ten thousand ordinary events take less. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * The body of a request, of at most `MAX_BODY_BYTES`. Read only for somebody who may sign in: whoever may not does
 * not get to make the server hold and parse a long one.
 */
export async function requestText(request: Request): Promise<string> {
  await authorize("viewer");
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (let read = await reader?.read(); read !== undefined && !read.done; read = await reader?.read()) {
    bytes += read.value.byteLength;
    if (bytes > MAX_BODY_BYTES) {
      throw new AppError(`The body is larger than ${MAX_BODY_BYTES} bytes. Send it in parts.`, { code: "too-large" });
    }
    chunks.push(read.value);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
