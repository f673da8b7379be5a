import { diffSession } from "@/lib/format/diff/diff-session";
import { answerDiffRequest, type DiffRequest } from "./diff-messages";

const session = diffSession();
let latestShow = -1;

// A request waits one turn: of several that came meanwhile to show the rows, only the last is still wanted.
self.onmessage = ({ data }: MessageEvent<DiffRequest>) => {
  if (data.call === "show") latestShow = data.id;
  setTimeout(() => {
    if (data.call === "show" && data.id !== latestShow) return;
    self.postMessage(answerDiffRequest(session, data));
  });
};
