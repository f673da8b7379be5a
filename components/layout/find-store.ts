import { createSpotlight } from "@mantine/spotlight";

const LIST_ID = "found";

const [findStore, find] = createSpotlight();

/** The palette's state, and what opens and closes it. */
export { find, findStore, LIST_ID };

/** Chooses the first item when none is: Mantine does so as one types, before streams that are looked up have arrived. */
export function selectFirstFound(): void {
  const list = document.getElementById(LIST_ID);
  if (list === null || list.querySelector("[data-selected]") !== null) return;
  list.querySelector("[data-action]")?.setAttribute("data-selected", "true");
  findStore.updateState((state) => ({ ...state, selected: 0 }));
}
