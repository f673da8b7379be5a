import { diffSession } from "@/lib/format/diff/diff-session";
import { answerDiffRequest, droppedReply, receivedRequest, type SentRequest } from "./diff-messages";

const session = diffSession();
let latestShow = -1;

// A request waits one turn: of several that came meanwhile to show the rows, only the last is still wanted.
self.onmessage = ({ data }: MessageEvent<SentRequest>) => {
  if (data.call === "show") latestShow = data.id;
  setTimeout(() => {
    const isDropped = data.call === "show" && data.id !== latestShow;
    self.postMessage(isDropped ? droppedReply(data) : answerDiffRequest(session, receivedRequest(data)));
  });
};
